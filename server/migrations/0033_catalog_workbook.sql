-- A department's own workbook becomes drafts, and an import of drafts can be undone as one job.
ALTER TABLE catalog.import_job ADD COLUMN target text;
UPDATE catalog.import_job SET target = CASE WHEN provider_org_id IS NULL THEN 'sample-place' ELSE 'own-department' END;
ALTER TABLE catalog.import_job ALTER COLUMN target SET NOT NULL,
  ADD CHECK (target IN ('own-department', 'own-drafts', 'sample-place')),
  ADD CHECK ((target = 'sample-place') = (provider_org_id IS NULL)),
  -- Last row that the undoing has dealt with.
  ADD COLUMN undone_row integer NOT NULL DEFAULT 0,
  DROP CONSTRAINT import_job_state_check,
  ADD CONSTRAINT import_job_state_check CHECK (state IN ('checking', 'checked', 'failed', 'applying', 'applied', 'undoing', 'undone')),
  ADD CHECK (target = 'own-drafts' OR state NOT IN ('undoing', 'undone'));
DROP INDEX catalog.import_job_working;
CREATE INDEX import_job_working ON catalog.import_job (progressed_at) WHERE state IN ('checking', 'applying', 'undoing');

ALTER TABLE catalog.import_row
  -- What a draft said before the import changed it, and the entry's revision as the import left it: whoever worked on it since raised it.
  ADD COLUMN before jsonb,
  ADD COLUMN entry_revision integer,
  -- What became of the entry when the import was undone: put back, or left because somebody had worked on it.
  ADD COLUMN undone text CHECK (undone IN ('undone', 'left'));
