-- The authority adjusts what a department filed, and the department answers (91-3.2.1).
ALTER TABLE catalog.revision DROP CONSTRAINT revision_check;
ALTER TABLE catalog.revision ADD CONSTRAINT revision_check CHECK (
  CASE
    WHEN state IN ('draft', 'imported', 'abandoned')
      THEN submitted IS NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    WHEN state = 'in-review' THEN submitted IS NOT NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    WHEN state = 'awaiting-signature' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    WHEN state IN ('at-authority', 'awaiting-denial-verification', 'under-adjustment')
      THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NULL AND version IS NULL
    WHEN state IN ('effective', 'superseded')
      THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NOT NULL AND version IS NOT NULL
    ELSE false
  END
);

CREATE TABLE catalog.adjustment (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  -- The revision that waits for its end, and the one whose text was adjusted: the same where it lay with the authority.
  revision_no integer NOT NULL,
  basis text NOT NULL CHECK (basis IN ('at-authority', 'in-force')),
  state text NOT NULL,
  -- As it was called when the adjustment was proposed.
  entry_name text NOT NULL,
  provider_org_id uuid NOT NULL,
  provider_name text NOT NULL,
  -- Region whose authority proposed it.
  region_code text NOT NULL,
  -- The adjusted fields as proposed, and each difference with both values.
  fields jsonb NOT NULL,
  changes jsonb NOT NULL,
  widening text[] NOT NULL,
  -- Acts: by, orgId, at, opinion, organisationName.
  proposed jsonb NOT NULL,
  answered jsonb,
  decided jsonb,
  withdrawn jsonb,
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no),
  -- The machine's states, each with exactly the acts that lead to it.
  CHECK (
    CASE state
      WHEN 'proposed' THEN answered IS NULL AND decided IS NULL AND withdrawn IS NULL
      WHEN 'unanswered' THEN answered IS NULL AND decided IS NULL AND withdrawn IS NULL
      WHEN 'objected' THEN answered IS NOT NULL AND decided IS NULL AND withdrawn IS NULL
      WHEN 'agreed' THEN answered IS NOT NULL AND decided IS NULL AND withdrawn IS NULL
      WHEN 'upheld' THEN decided IS NOT NULL AND withdrawn IS NULL
      WHEN 'dropped' THEN decided IS NOT NULL AND withdrawn IS NULL
      WHEN 'withdrawn' THEN decided IS NULL AND withdrawn IS NOT NULL
      ELSE false
    END
  ),
  -- Nobody decides on their own proposal, and what goes beyond the department's assessments is its own to agree to.
  CHECK (decided IS NULL OR decided ->> 'by' <> proposed ->> 'by'),
  CHECK (answered IS NULL OR answered ->> 'by' <> proposed ->> 'by'),
  CHECK (state <> 'upheld' OR widening = '{}')
);
-- An entry is adjusted once at a time.
CREATE UNIQUE INDEX adjustment_one_open ON catalog.adjustment (entry_id) WHERE state IN ('proposed', 'unanswered', 'objected');
CREATE INDEX adjustment_of_entry ON catalog.adjustment (entry_id, id);
CREATE INDEX adjustment_of_department ON catalog.adjustment (provider_org_id, id);
CREATE INDEX adjustment_of_region ON catalog.adjustment (region_code, id);
