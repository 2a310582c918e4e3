-- 待重新评估 (809-14): an entry that refuses sharing on an instrument which the rule set in force no longer allows, until a new version puts it right.
CREATE TABLE catalog.denial_reassessment (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  organisation_id uuid NOT NULL,
  organisation_name text NOT NULL,
  -- Region whose authority is competent; null where there is none.
  authority_region text,
  bases jsonb NOT NULL CHECK (jsonb_array_length(bases) > 0),
  due_on date NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  outcome text CHECK (outcome IN ('basis-mended', 'shared', 'left')),
  CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX denial_reassessment_open ON catalog.denial_reassessment (entry_id) WHERE closed_at IS NULL;
CREATE INDEX denial_reassessment_of_organisation ON catalog.denial_reassessment (organisation_id, id);
CREATE INDEX denial_reassessment_of_region ON catalog.denial_reassessment (authority_region, id);
