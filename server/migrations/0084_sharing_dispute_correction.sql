-- What the authority has decided about a report of an error may be brought before those above it (809-28).
ALTER TABLE sharing.dispute ADD COLUMN correction_id uuid;
ALTER TABLE sharing.dispute ADD COLUMN correction_no text;
ALTER TABLE sharing.dispute DROP CONSTRAINT dispute_kind_check;
ALTER TABLE sharing.dispute ADD CONSTRAINT dispute_kind_check CHECK (kind IN ('application', 'partly-agreed', 'entry', 'correction'));
ALTER TABLE sharing.dispute DROP CONSTRAINT dispute_subject;
ALTER TABLE sharing.dispute ADD CONSTRAINT dispute_subject CHECK (
  (kind IN ('application', 'partly-agreed')) = (application_id IS NOT NULL) AND (kind = 'entry') = (refusal IS NULL)
  AND (kind = 'partly-agreed') = (grant_id IS NOT NULL)
  AND (kind = 'correction') = (correction_id IS NOT NULL) AND (kind = 'correction') = (correction_no IS NOT NULL));
-- Those above decide once.
CREATE UNIQUE INDEX dispute_of_correction ON sharing.dispute (correction_id) WHERE correction_id IS NOT NULL AND state <> 'withdrawn';
