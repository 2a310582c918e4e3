-- Departments whose new name is on its way into their entries, batch by batch; the row goes with the last of them.
CREATE TABLE catalog.renaming (
  organisation_id uuid PRIMARY KEY,
  progressed_at timestamptz NOT NULL
);
