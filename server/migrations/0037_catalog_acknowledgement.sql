-- Major versions: why each is one and what it touched when it came into force, and who of those concerned has taken note (809-27).
CREATE TABLE catalog.major_version (
  entry_id uuid NOT NULL,
  revision_no integer NOT NULL,
  version text NOT NULL CHECK (version ~ '^[0-9]+\.0$'),
  -- The version that it took the place of.
  previous_no integer NOT NULL CHECK (previous_no < revision_no),
  previous_version text NOT NULL,
  at timestamptz NOT NULL,
  -- [{itemNo, itemName, kind}], the running grants that named something of it, and the services in operation: the record never changes.
  breaks jsonb NOT NULL CHECK (jsonb_array_length(breaks) > 0),
  grants jsonb NOT NULL,
  services jsonb NOT NULL,
  PRIMARY KEY (entry_id, revision_no),
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no),
  FOREIGN KEY (entry_id, previous_no) REFERENCES catalog.revision (entry_id, no)
);

CREATE TABLE catalog.acknowledgement (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  -- The consumer.
  organisation_id uuid NOT NULL,
  organisation_name text NOT NULL,
  -- Region whose authority looks after it; null where none is competent.
  region_code text,
  state text NOT NULL CHECK (state IN ('open', 'contested', 'answered', 'acknowledged', 'superseded', 'lapsed')),
  -- The version that the consumer knew, and the one that it is told of.
  from_no integer NOT NULL,
  from_version text NOT NULL,
  to_no integer NOT NULL,
  to_version text NOT NULL,
  -- What was said, oldest first: kind, by, orgId, organisationName, at, version, text.
  said jsonb NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  CHECK (from_no < to_no),
  CHECK ((state IN ('acknowledged', 'superseded', 'lapsed')) = (closed_at IS NOT NULL)),
  -- An objection waits for its answer, an answer for the consumer.
  CHECK (
    CASE state
      WHEN 'contested' THEN coalesce(said -> -1 ->> 'kind' = 'objection', false)
      WHEN 'answered' THEN coalesce(said -> -1 ->> 'kind' = 'answer', false)
      WHEN 'acknowledged' THEN coalesce(said -> -1 ->> 'kind' = 'acknowledgement', false)
      WHEN 'open' THEN coalesce(said -> -1 ->> 'kind' = 'answer', jsonb_array_length(said) = 0)
      ELSE true
    END
  )
);
-- One open acknowledgement for each consumer and entry.
CREATE UNIQUE INDEX acknowledgement_one_open ON catalog.acknowledgement (entry_id, organisation_id) WHERE closed_at IS NULL;
CREATE INDEX acknowledgement_of_consumer ON catalog.acknowledgement (organisation_id, id);
CREATE INDEX acknowledgement_of_region ON catalog.acknowledgement (region_code, id);
