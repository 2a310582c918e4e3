-- Disputes between departments (809-28): negotiation, the authority of the same level, those above.
CREATE TABLE sharing.dispute (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  revision integer NOT NULL CHECK (revision >= 1),
  state text NOT NULL CHECK (state IN ('negotiating', 'at-authority', 'above', 'entered', 'ordered', 'settled', 'upheld', 'executed', 'withdrawn')),
  kind text NOT NULL CHECK (kind IN ('application', 'entry')),
  application_id uuid REFERENCES sharing.application,
  entry_id uuid NOT NULL,
  requester_org_id uuid NOT NULL,
  provider_org_id uuid NOT NULL,
  provider_region_code text NOT NULL,
  authority_region_code text NOT NULL,
  rule_set_id text NOT NULL,
  matter text NOT NULL CHECK (matter <> ''),
  item_nos integer[] NOT NULL,
  -- The refusal as it was signed.
  refusal jsonb,
  offer jsonb,
  -- Whether the other side has said anything.
  heard boolean NOT NULL DEFAULT false,
  body text CHECK (body IN ('common-superior', 'government')),
  scan jsonb,
  document jsonb,
  entered_by text,
  confirmed_by text,
  outcome jsonb,
  raised_by text NOT NULL,
  raised_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- When what is owed now is due; kept in step with the clock.
  due_at timestamptz,
  CONSTRAINT dispute_two_sides CHECK (requester_org_id <> provider_org_id),
  CONSTRAINT dispute_subject CHECK ((kind = 'application') = (application_id IS NOT NULL) AND (kind = 'application') = (refusal IS NOT NULL)),
  CONSTRAINT dispute_above CHECK (state NOT IN ('above', 'entered') OR body IS NOT NULL),
  CONSTRAINT dispute_entered CHECK (state <> 'entered' OR (document IS NOT NULL AND scan IS NOT NULL AND entered_by IS NOT NULL)),
  -- Whoever entered it does not confirm it.
  CONSTRAINT dispute_four_eyes CHECK (confirmed_by IS NULL OR (entered_by IS NOT NULL AND confirmed_by <> entered_by)),
  CONSTRAINT dispute_confirmed CHECK (state NOT IN ('ordered', 'upheld', 'executed') OR body IS NULL OR confirmed_by IS NOT NULL),
  CONSTRAINT dispute_outcome CHECK ((state IN ('ordered', 'settled', 'upheld', 'executed')) = (outcome IS NOT NULL)),
  CONSTRAINT dispute_ended CHECK ((state IN ('settled', 'upheld', 'executed', 'withdrawn')) = (ended_at IS NOT NULL)),
  CONSTRAINT dispute_offered CHECK (offer IS NULL OR state IN ('negotiating', 'at-authority')),
  CONSTRAINT dispute_due CHECK (due_at IS NULL OR ended_at IS NULL)
);
-- One at a time about an application, and by a department about an entry.
CREATE UNIQUE INDEX dispute_open_application ON sharing.dispute (application_id) WHERE ended_at IS NULL AND kind = 'application';
CREATE UNIQUE INDEX dispute_open_entry ON sharing.dispute (entry_id, requester_org_id) WHERE ended_at IS NULL AND kind = 'entry';
CREATE INDEX dispute_of_application ON sharing.dispute (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX dispute_by_requester ON sharing.dispute (requester_org_id, raised_at DESC, id DESC);
CREATE INDEX dispute_by_provider ON sharing.dispute (provider_org_id, raised_at DESC, id DESC);
CREATE INDEX dispute_by_authority ON sharing.dispute (authority_region_code, raised_at DESC, id DESC);

-- What was said and done in a dispute; nothing of it is ever changed.
CREATE TABLE sharing.dispute_event (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dispute_id uuid NOT NULL REFERENCES sharing.dispute,
  at timestamptz NOT NULL,
  action text NOT NULL CHECK (action IN ('raised', 'said', 'offered', 'declined', 'settled', 'referred', 'withdrawn', 'ordered', 'upheld', 'escalated', 'scanned', 'entered', 'returned', 'confirmed', 'executed', 'overdue', 'handed-over')),
  organisation_id uuid,
  role text NOT NULL,
  words text
);
CREATE INDEX dispute_event_of ON sharing.dispute_event (dispute_id, sequence);
CREATE TRIGGER dispute_event_is_immutable BEFORE UPDATE OR DELETE ON sharing.dispute_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
