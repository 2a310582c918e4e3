-- Import of business systems: a dry run for each uploaded file with what it says of each row. The file itself is not kept.
CREATE TABLE identity.system_import (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES identity.organisation,
  state text NOT NULL CHECK (state IN ('checked', 'applied')),
  file_name text NOT NULL,
  file_bytes integer NOT NULL,
  started_by text NOT NULL,
  started_at timestamptz NOT NULL,
  applied_by text,
  applied_at timestamptz,
  notes jsonb NOT NULL,
  columns jsonb NOT NULL,
  CHECK ((state = 'applied') = (applied_at IS NOT NULL)),
  CHECK ((applied_by IS NULL) = (applied_at IS NULL))
);
CREATE INDEX system_import_of_organisation ON identity.system_import (org_id, started_at);

CREATE TABLE identity.system_import_row (
  import_id uuid NOT NULL REFERENCES identity.system_import ON DELETE CASCADE,
  row_no integer NOT NULL CHECK (row_no > 0),
  outcome text NOT NULL CHECK (outcome IN ('new', 'changed', 'unchanged', 'error')),
  -- What the row states, read and checked; fields that it leaves empty are null.
  stated jsonb NOT NULL,
  -- The row's cells as text by header, for the workbook of refused rows.
  raw jsonb NOT NULL,
  changes jsonb NOT NULL,
  refusals jsonb NOT NULL,
  -- The registered system that the row was compared with, and its version then: applying refuses where either differs.
  system_id uuid REFERENCES identity.business_system,
  system_version integer,
  PRIMARY KEY (import_id, row_no),
  CHECK (outcome <> 'error' OR jsonb_array_length(refusals) > 0),
  CHECK (outcome NOT IN ('changed', 'unchanged') OR (system_id IS NOT NULL AND system_version IS NOT NULL))
);
CREATE INDEX system_import_row_outcome ON identity.system_import_row (import_id, outcome, row_no);

-- The refusals and notes of a file as such now belong to no module: imports that were started earlier keep their words.
UPDATE catalog.import_job SET
  notes = regexp_replace(notes::text, '"catalog\.import\.(note-(?:text-file|one-sheet-read|merged-cells|column-unknown))"', '"table.\1"', 'g')::jsonb,
  refusal = regexp_replace(refusal::text,
    '"catalog\.import\.(file-[a-z-]+|not-a-workbook|markup-not-workbook|workbook-broken|password-locked|legacy-xls|macro-workbook|binary-workbook|no-visible-sheet|xml-doctype|zip-[a-z-]+|encoding-unknown|quote-not-closed|header-doubled|too-many-(?:rows|columns|merges|flawed-cells))"',
    '"table.\1"', 'g')::jsonb;
UPDATE catalog.import_row SET
  refusals = regexp_replace(refusals::text, '"catalog\.import\.(cell-[a-z0-9-]+|text-too-long)"', '"table.\1"', 'g')::jsonb
WHERE refusals::text ~ '"catalog\.import\.(cell-|text-too-long)';
