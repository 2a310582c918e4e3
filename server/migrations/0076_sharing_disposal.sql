-- What is done with shared data when its use ends (809-27).
CREATE TABLE sharing.disposal (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  revision integer NOT NULL CHECK (revision >= 1),
  state text NOT NULL CHECK (state IN ('ordered', 'reported', 'certified', 'checking', 'passed')),
  trigger text NOT NULL CHECK (trigger IN ('expired', 'purpose-done', 'revoked', 'terminated')),
  -- One order for each grant that ended.
  grant_id uuid NOT NULL UNIQUE REFERENCES sharing.share_grant,
  entry_id uuid NOT NULL,
  requester_org_id uuid NOT NULL,
  requester_region_code text NOT NULL,
  provider_org_id uuid NOT NULL,
  provider_region_code text NOT NULL,
  authority_region_code text NOT NULL,
  rule_set_id text NOT NULL,
  round integer NOT NULL CHECK (round >= 1),
  reason text NOT NULL,
  instruction jsonb NOT NULL,
  -- Whether the provider has said it itself; before that it is what the agreement says.
  instructed boolean NOT NULL DEFAULT false,
  report jsonb,
  -- The very text that the reporter signed, and its head signs again.
  report_text text,
  reported_by text,
  reported_at timestamptz,
  report_evidence_id uuid,
  signed_by text,
  check_side text CHECK (check_side IN ('provider', 'authority')),
  check_by text CHECK (check_by IN ('draw', 'hand')),
  check_ordered_at timestamptz,
  check_result text CHECK (check_result IN ('passed', 'failed')),
  check_fact text,
  ordered_at timestamptz NOT NULL,
  certified_at timestamptz,
  -- When what is owed now is due; kept in step with the clock.
  due_at timestamptz,
  CONSTRAINT disposal_two_sides CHECK (requester_org_id <> provider_org_id),
  CONSTRAINT disposal_reported CHECK (state = 'ordered' OR (report IS NOT NULL AND report_text IS NOT NULL AND reported_by IS NOT NULL AND reported_at IS NOT NULL AND report_evidence_id IS NOT NULL)),
  CONSTRAINT disposal_certified CHECK ((state IN ('certified', 'checking', 'passed')) = (certified_at IS NOT NULL)),
  CONSTRAINT disposal_signed CHECK ((certified_at IS NULL) = (signed_by IS NULL)),
  -- Nobody signs what they reported themselves.
  CONSTRAINT disposal_four_eyes CHECK (signed_by IS NULL OR signed_by <> reported_by),
  CONSTRAINT disposal_archive CHECK (instruction ->> 'method' <> 'archive' OR jsonb_array_length(instruction -> 'basis') >= 1),
  CONSTRAINT disposal_check_whole CHECK ((check_side IS NULL) = (check_by IS NULL) AND (check_side IS NULL) = (check_ordered_at IS NULL)),
  CONSTRAINT disposal_check_found CHECK ((check_result IS NULL) = (check_fact IS NULL) AND (check_result IS NULL OR check_side IS NOT NULL)),
  CONSTRAINT disposal_checking CHECK (state <> 'checking' OR (check_side IS NOT NULL AND check_result IS NULL)),
  CONSTRAINT disposal_passed CHECK (state <> 'passed' OR check_result IS NOT DISTINCT FROM 'passed'),
  CONSTRAINT disposal_failed CHECK (check_result IS DISTINCT FROM 'failed' OR state IN ('ordered', 'reported')),
  CONSTRAINT disposal_due CHECK (due_at IS NULL OR state IN ('ordered', 'reported', 'checking'))
);
CREATE INDEX disposal_by_requester ON sharing.disposal (requester_org_id, ordered_at DESC, id DESC);
CREATE INDEX disposal_by_provider ON sharing.disposal (provider_org_id, ordered_at DESC, id DESC);
CREATE INDEX disposal_by_authority ON sharing.disposal (authority_region_code, ordered_at DESC, id DESC);

-- Certificates of disposal: what both hands signed. Nothing of it is ever changed; a failed check begins another round with another certificate.
CREATE TABLE sharing.disposal_certificate (
  disposal_id uuid NOT NULL REFERENCES sharing.disposal,
  round integer NOT NULL,
  no text NOT NULL UNIQUE,
  signed text NOT NULL,
  digest text NOT NULL,
  reporter_evidence_id uuid NOT NULL,
  reported_at timestamptz NOT NULL,
  signer_evidence_id uuid NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (disposal_id, round)
);
CREATE TRIGGER disposal_certificate_is_immutable BEFORE UPDATE OR DELETE ON sharing.disposal_certificate FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

-- What happened in a disposal, in words; nothing of it is ever changed.
CREATE TABLE sharing.disposal_event (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  disposal_id uuid NOT NULL REFERENCES sharing.disposal,
  at timestamptz NOT NULL,
  action text NOT NULL CHECK (action IN ('ordered', 'instructed', 'reported', 'returned', 'certified', 'check-drawn', 'check-ordered', 'passed', 'failed', 'overdue', 'handed-over')),
  organisation_id uuid,
  role text NOT NULL,
  words text
);
CREATE INDEX disposal_event_of ON sharing.disposal_event (disposal_id, sequence);
CREATE TRIGGER disposal_event_is_immutable BEFORE UPDATE OR DELETE ON sharing.disposal_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
