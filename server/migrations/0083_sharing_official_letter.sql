-- 公函 attached to an application: number, day and scan; what the requester's head signs names each of them by its digest.
CREATE TABLE sharing.official_letter (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES sharing.application,
  doc_no text NOT NULL CHECK (doc_no <> ''),
  dated_on date NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  bytes integer NOT NULL CHECK (bytes > 0),
  scan_digest text NOT NULL CHECK (scan_digest ~ '^[0-9a-f]{64}$'),
  reference text NOT NULL,
  -- The scan's own key, sealed; without it the scan is gone for good.
  sealed_key bytea,
  attached_by text NOT NULL,
  attached_at timestamptz NOT NULL,
  removed_at timestamptz,
  -- Whether a head has signed an application that names it.
  signed boolean NOT NULL DEFAULT false,
  CONSTRAINT official_letter_kept CHECK (sealed_key IS NOT NULL OR NOT signed)
);
CREATE INDEX official_letter_of ON sharing.official_letter (application_id, attached_at);

-- Which letters a head has signed with the application.
ALTER TABLE sharing.submission ADD COLUMN letters jsonb NOT NULL DEFAULT '[]';
