-- An import of a published catalogue is undone as one job too, and it is said of each entry that was left why.
ALTER TABLE catalog.import_job DROP CONSTRAINT import_job_check3;
ALTER TABLE catalog.import_row
  ADD COLUMN left_because text CHECK (left_because IN ('claimed', 'claim-asked', 'worked-on', 'name-taken')),
  -- The entry's revision as the import found it: an earlier import left it so, and may be undone after this one was.
  ADD COLUMN revision_before integer;
UPDATE catalog.import_row SET revision_before = entry_revision - 1 WHERE applied = 'changed' AND entry_revision IS NOT NULL;
UPDATE catalog.import_row SET left_because = 'worked-on' WHERE undone = 'left';
ALTER TABLE catalog.import_row ADD CHECK ((undone IS NOT DISTINCT FROM 'left') = (left_because IS NOT NULL));
-- Until now only drafts kept how an import left them; an entry that an import of a published catalogue made began with revision 1.
UPDATE catalog.import_row SET entry_revision = 1 FROM catalog.import_job job
  WHERE job.id = import_row.job_id AND job.target <> 'own-drafts' AND import_row.applied = 'new';
CREATE INDEX import_row_of_entry ON catalog.import_row (entry_id) WHERE entry_id IS NOT NULL;
