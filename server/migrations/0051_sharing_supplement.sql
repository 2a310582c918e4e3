-- What is missing is said once and supplemented; the reply may be extended once (809-21).
ALTER TABLE sharing.application DROP CONSTRAINT application_state_check;
ALTER TABLE sharing.application ADD CONSTRAINT application_state_check CHECK (state IN ('draft', 'awaiting-consent-out', 'at-provider', 'awaiting-consent-in', 'supplement-asked', 'awaiting-supplement-consent', 'refusal-at-authority', 'agreed', 'partly-agreed', 'refused', 'withdrawn'));

-- The application as its department's head signed it, each time: what both sides mean by “the application”.
CREATE TABLE sharing.submission (
  application_id uuid NOT NULL REFERENCES sharing.application,
  no integer NOT NULL CHECK (no >= 1),
  content jsonb NOT NULL,
  digest text NOT NULL,
  signed_by text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (application_id, no)
);
CREATE TRIGGER submission_is_immutable BEFORE UPDATE OR DELETE ON sharing.submission FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
INSERT INTO sharing.submission (application_id, no, content, digest, signed_by, signed_at)
  SELECT id, 1, content, requester_signature ->> 'digest', consented_out_by, submitted_at FROM sharing.application
  WHERE submitted_at IS NOT NULL AND requester_signature IS NOT NULL AND consented_out_by IS NOT NULL;

CREATE TABLE sharing.supplement_notice (
  application_id uuid NOT NULL REFERENCES sharing.application,
  no integer NOT NULL CHECK (no >= 1),
  gaps jsonb NOT NULL CHECK (jsonb_array_length(gaps) >= 1),
  opinion text NOT NULL,
  stops_clock boolean NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  answers jsonb,
  answered_at timestamptz,
  PRIMARY KEY (application_id, no),
  -- What was signed says how each gap was met.
  CONSTRAINT supplement_notice_answered CHECK (answered_at IS NULL OR answers IS NOT NULL)
);
-- One notice waits at a time.
CREATE UNIQUE INDEX supplement_notice_open ON sharing.supplement_notice (application_id) WHERE answered_at IS NULL;

CREATE TABLE sharing.reply_extension (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES sharing.application,
  working_days integer NOT NULL CHECK (working_days >= 1),
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'lapsed')),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by text,
  opinion text,
  decided_at timestamptz,
  -- Whoever asks does not decide.
  CONSTRAINT reply_extension_four_eyes CHECK (decided_by IS NULL OR decided_by <> asked_by),
  CONSTRAINT reply_extension_decided CHECK ((state IN ('granted', 'refused')) = (decided_by IS NOT NULL AND opinion IS NOT NULL)),
  CONSTRAINT reply_extension_ended CHECK ((state = 'asked') = (decided_at IS NULL))
);
-- Once: while one is asked for or granted there is no second.
CREATE UNIQUE INDEX reply_extension_once ON sharing.reply_extension (application_id) WHERE state IN ('asked', 'granted');
