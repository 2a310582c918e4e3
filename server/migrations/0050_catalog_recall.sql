-- 收回 (809-14, 809-27): running grants still name what the version in force denies; its department takes it out of them within a term.
CREATE TABLE catalog.recall (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  organisation_id uuid NOT NULL,
  due_on date NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  outcome text CHECK (outcome IN ('recalled', 'shared', 'left')),
  CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX recall_open ON catalog.recall (entry_id) WHERE closed_at IS NULL;
