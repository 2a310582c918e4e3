-- A grant is suspended, rectified and restored or ended (809-27).
CREATE TABLE sharing.suspension (
  id uuid PRIMARY KEY,
  grant_id uuid NOT NULL REFERENCES sharing.share_grant,
  no integer NOT NULL CHECK (no >= 1),
  state text NOT NULL CHECK (state IN ('suspended', 'reported', 'restored', 'terminated', 'ended')),
  side text NOT NULL CHECK (side IN ('provider', 'authority')),
  organisation_id uuid NOT NULL,
  fact text NOT NULL CHECK (fact <> ''),
  basis jsonb NOT NULL CHECK (jsonb_array_length(basis) >= 1),
  suspended_by text NOT NULL,
  suspended_at timestamptz NOT NULL,
  report text,
  reported_by text,
  reported_at timestamptz,
  decided_by text,
  ended_at timestamptz,
  UNIQUE (grant_id, no),
  CONSTRAINT suspension_report_whole CHECK ((report IS NULL) = (reported_by IS NULL) AND (report IS NULL) = (reported_at IS NULL)),
  CONSTRAINT suspension_reported CHECK (state <> 'reported' OR report IS NOT NULL),
  CONSTRAINT suspension_decided CHECK ((state IN ('restored', 'terminated')) = (decided_by IS NOT NULL)),
  CONSTRAINT suspension_ended CHECK ((state IN ('restored', 'terminated', 'ended')) = (ended_at IS NOT NULL)),
  -- Whoever reports the rectification does not judge it.
  CONSTRAINT suspension_four_eyes CHECK (decided_by IS NULL OR reported_by IS NULL OR decided_by <> reported_by)
);
-- One at a time.
CREATE UNIQUE INDEX suspension_open ON sharing.suspension (grant_id) WHERE ended_at IS NULL;

-- What happened in a suspension, in words; nothing of it is ever changed.
CREATE TABLE sharing.suspension_event (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  suspension_id uuid NOT NULL REFERENCES sharing.suspension,
  at timestamptz NOT NULL,
  action text NOT NULL CHECK (action IN ('suspended', 'reported', 'sent-back', 'overdue', 'restored', 'terminated', 'ended')),
  organisation_id uuid,
  role text NOT NULL,
  words text
);
CREATE INDEX suspension_event_of ON sharing.suspension_event (suspension_id, sequence);
CREATE TRIGGER suspension_event_is_immutable BEFORE UPDATE OR DELETE ON sharing.suspension_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
