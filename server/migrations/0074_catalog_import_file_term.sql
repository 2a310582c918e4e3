-- An imported file is kept for its term. It is sealed under a key of its own, which stands here sealed in turn; when the term has passed the key is
-- dropped, and the bytes in every backup open for nobody any more. Files of before were kept as they came, without a key.
ALTER TABLE catalog.import_job ADD COLUMN file_key bytea, ADD COLUMN file_erased_at timestamptz;
ALTER TABLE catalog.import_job ADD CHECK (file_erased_at IS NULL OR (file_key IS NULL AND state NOT IN ('checking', 'applying', 'undoing')));
CREATE INDEX import_job_kept ON catalog.import_job (progressed_at) WHERE file_erased_at IS NULL;
