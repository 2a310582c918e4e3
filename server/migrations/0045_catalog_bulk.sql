-- Who opened an entry last, at which revision number of it: nobody approves in bulk what they have not looked at since it changed.
CREATE TABLE catalog.entry_opening (
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  person_id text NOT NULL,
  revision integer NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (entry_id, person_id)
);
