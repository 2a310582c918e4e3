-- The aggregation guard (809-25; design.md §2): what a department's grants would tell together, who was warned, and what its head has answered.
CREATE TABLE sharing.aggregation_warning (
  requester_org_id uuid NOT NULL,
  -- SM3 of the rules that were tripped and the grants that trip them.
  about text NOT NULL CHECK (about ~ '^[0-9a-f]{64}$'),
  rules text[] NOT NULL CHECK (cardinality(rules) > 0),
  grant_ids uuid[] NOT NULL CHECK (cardinality(grant_ids) > 0),
  warned_at timestamptz NOT NULL,
  PRIMARY KEY (requester_org_id, about)
);
CREATE TABLE sharing.aggregation_answer (
  application_id uuid PRIMARY KEY REFERENCES sharing.application,
  about text NOT NULL CHECK (about ~ '^[0-9a-f]{64}$'),
  words text NOT NULL CHECK (words <> ''),
  answered_by text NOT NULL,
  answered_at timestamptz NOT NULL
);
