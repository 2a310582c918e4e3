-- Migration import of published catalogues: a job for each uploaded file, and each entry that its dry run read.
CREATE TABLE catalog.import_job (
  id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('checking', 'checked', 'failed', 'applying', 'applied')),
  -- NULL: a whole place, shown as a sample; else the department whose catalogue it is.
  provider_org_id uuid,
  -- The department, its names; empty for a sample place.
  provider_names text[] NOT NULL,
  place_code text NOT NULL,
  place_name text NOT NULL,
  file_name text NOT NULL,
  file_bytes integer NOT NULL,
  file_reference text NOT NULL,
  started_by text NOT NULL,
  started_org_id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  notes jsonb NOT NULL,
  columns jsonb NOT NULL,
  refusal jsonb,
  -- Last row of the file that the dry run has stored, and that the application has dealt with: both move in the transaction
  -- of the rows they speak of, so that an interrupted job goes on exactly behind them.
  checked_row integer NOT NULL DEFAULT 0,
  applied_row integer NOT NULL DEFAULT 0,
  -- When it last got further: one that stands still has lost its worker and is queued again.
  progressed_at timestamptz NOT NULL,
  CHECK ((state = 'failed') = (refusal IS NOT NULL)),
  CHECK ((provider_org_id IS NULL) = (cardinality(provider_names) = 0))
);
CREATE INDEX import_job_working ON catalog.import_job (progressed_at) WHERE state IN ('checking', 'applying');
CREATE INDEX import_job_of_organisation ON catalog.import_job (started_org_id, id);

CREATE TABLE catalog.import_row (
  job_id uuid NOT NULL REFERENCES catalog.import_job (id),
  row_no integer NOT NULL CHECK (row_no > 0),
  rows integer NOT NULL CHECK (rows > 0),
  key text NOT NULL,
  provider text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('new', 'changed', 'unchanged', 'error')),
  content jsonb NOT NULL,
  raw jsonb NOT NULL,
  changes jsonb NOT NULL,
  refusals jsonb NOT NULL,
  unknown jsonb NOT NULL,
  -- What became of the row when it was applied; NULL before.
  applied text CHECK (applied IN ('new', 'changed', 'unchanged', 'error')),
  entry_id uuid REFERENCES catalog.entry (id),
  PRIMARY KEY (job_id, row_no),
  CHECK (outcome <> 'error' OR jsonb_array_length(refusals) > 0),
  CHECK ((entry_id IS NULL) = (applied IS NULL OR applied = 'error'))
);
CREATE INDEX import_row_outcome ON catalog.import_row (job_id, outcome, row_no);

-- Which entry an import made for which key, and what the last import said of it: the old side of the next dry run's comparison.
-- It stays when a department claims the entry, so that later imports leave it alone.
CREATE TABLE catalog.imported_content (
  entry_id uuid PRIMARY KEY REFERENCES catalog.entry (id),
  source text NOT NULL,
  key text NOT NULL,
  content jsonb NOT NULL,
  UNIQUE (source, key)
);
