-- 线下签批: a head signs on paper; one officer enters the signed sheet, a second one confirms it against its scan (design.md §8).
-- Where the authority of a department's region lets it sign on paper, and until when.
CREATE TABLE sharing.paper_permission (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  -- Region whose authority gave it.
  region_code text NOT NULL,
  doc_no text NOT NULL CHECK (doc_no <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  -- The last day on which a paper may be entered or confirmed.
  last_day date NOT NULL,
  given_by text NOT NULL,
  given_at timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz,
  CONSTRAINT paper_permission_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX paper_permission_open ON sharing.paper_permission (organisation_id) WHERE ended_at IS NULL;
CREATE INDEX paper_permission_in_region ON sharing.paper_permission (region_code, given_at DESC, id DESC);

CREATE TABLE sharing.paper_signature (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES sharing.application,
  -- The department whose head signed.
  organisation_id uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('consent-out', 'consent-supplement', 'consent-in')),
  state text NOT NULL CHECK (state IN ('entered', 'confirmed', 'returned', 'withdrawn', 'overtaken')),
  -- SM3 of the text that the sheet bears.
  sheet_digest text NOT NULL CHECK (sheet_digest ~ '^[0-9a-f]{64}$'),
  doc_no text NOT NULL CHECK (doc_no <> ''),
  signed_on date NOT NULL,
  signer_role text NOT NULL CHECK (signer_role IN ('OFFICE_HEAD', 'DEPT_LEADER')),
  opinion text NOT NULL CHECK (opinion <> ''),
  over_missing text,
  file_name text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  bytes integer NOT NULL CHECK (bytes > 0),
  -- SM3 of the scan; stays when the scan is gone.
  scan_digest text NOT NULL CHECK (scan_digest ~ '^[0-9a-f]{64}$'),
  reference text NOT NULL,
  -- The scan's own key, sealed; without it the scan is gone for good.
  sealed_key bytea,
  entered_by text NOT NULL,
  entered_at timestamptz NOT NULL,
  -- Who of the department has opened the scan.
  opened_by text[] NOT NULL DEFAULT '{}',
  ended_by text,
  ended_at timestamptz,
  -- Why it was returned or withdrawn.
  reason text,
  CONSTRAINT paper_signature_four_eyes CHECK (state <> 'confirmed' OR (ended_by IS NOT NULL AND ended_by <> entered_by AND ended_by = ANY (opened_by))),
  CONSTRAINT paper_signature_ended CHECK ((state = 'entered') = (ended_at IS NULL)),
  CONSTRAINT paper_signature_scan CHECK ((state IN ('entered', 'confirmed')) = (sealed_key IS NOT NULL))
);
CREATE UNIQUE INDEX paper_signature_open ON sharing.paper_signature (application_id) WHERE state = 'entered';
CREATE INDEX paper_signature_of ON sharing.paper_signature (application_id, entered_at);
