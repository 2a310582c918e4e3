-- Each paper of a report is sealed under a key of its own, which stands here sealed in turn. When the report ends the key is dropped, and the
-- bytes in the file store and in every backup of it open for nobody any more. A paper without a key is one that was erased.
ALTER TABLE correction.evidence_file ADD COLUMN sealed_key bytea;
ALTER TABLE correction.evidence_file ADD CONSTRAINT evidence_file_erased CHECK (sealed_key IS NOT NULL OR file_name = '') NOT VALID;
