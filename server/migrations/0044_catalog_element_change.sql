-- What the authority changed in a data element, with the reason: its meaning is the city's, so every word of it has a history (91-4.1).
ALTER TABLE catalog.element ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision > 0);
CREATE TABLE catalog.element_change (
  element_id uuid NOT NULL REFERENCES catalog.element (id),
  -- The revision that the change made.
  revision integer NOT NULL CHECK (revision > 1),
  -- Field, before, after.
  changes jsonb NOT NULL CHECK (jsonb_array_length(changes) > 0),
  -- by, orgId, at, opinion: why.
  changed jsonb NOT NULL CHECK (changed ->> 'opinion' <> ''),
  organisation_name text NOT NULL,
  PRIMARY KEY (element_id, revision)
);
