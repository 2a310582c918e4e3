-- Departments take imported entries as their own (认领) and complete them.
ALTER TABLE catalog.entry DROP CONSTRAINT entry_check1;
-- Where a claimed entry came from stays known, with the words of its origin.
ALTER TABLE catalog.entry ADD CONSTRAINT entry_imported CHECK (state <> 'legacy-incomplete' OR source IS NOT NULL);

CREATE TABLE catalog.claim (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  organisation_id uuid NOT NULL,
  -- The provider under which it stood as imported: organisationId, name, aliases, uscc, regionCode, sample.
  former jsonb NOT NULL,
  imported_no integer NOT NULL,
  claimed_by text NOT NULL,
  claimed_at timestamptz NOT NULL,
  released_by text,
  released_at timestamptz,
  CHECK ((released_by IS NULL) = (released_at IS NULL))
);
CREATE UNIQUE INDEX claim_one_open ON catalog.claim (entry_id) WHERE released_at IS NULL;

CREATE TABLE catalog.claim_assignment (
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  organisation_id uuid NOT NULL,
  assigned_by text NOT NULL,
  assigned_at timestamptz NOT NULL,
  PRIMARY KEY (entry_id, organisation_id)
);
