-- Reports of errors in shared data (校核, 809-26): from the report to what both sides accept.
CREATE SCHEMA correction;

CREATE TABLE correction.number_counter (
  prefix text NOT NULL,
  day date NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (prefix, day)
);

CREATE TABLE correction.request (
  id uuid PRIMARY KEY,
  no text UNIQUE,
  revision integer NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'filed', 'verifying', 'awaiting-signature', 'answered', 'disputed', 'at-authority', 'confirmed', 'upheld', 'withdrawn')),
  entry_id uuid NOT NULL,
  requester_org_id uuid NOT NULL,
  requester_region_code text NOT NULL,
  authority_region_code text NOT NULL,
  provider_org_id uuid NOT NULL,
  provider_region_code text NOT NULL,
  -- Why it is with this department: it provides the entry, another passed it on, or the authority named it.
  provider_by text NOT NULL CHECK (provider_by IN ('entry', 'redirect', 'authority')),
  -- Every department that has had it, the present one included.
  asked_org_ids uuid[] NOT NULL,
  ground jsonb NOT NULL,
  content jsonb NOT NULL,
  -- Names of the items as they were when it was filed.
  item_names text[] NOT NULL,
  item_nos integer[] NOT NULL,
  -- Keys and values of the records, sealed; null where none were given or they were erased.
  particulars bytea,
  proposal jsonb,
  reply jsonb,
  objection jsonb,
  decision jsonb,
  ordered boolean NOT NULL DEFAULT false,
  rule_set_id text,
  started_by text NOT NULL,
  filed_by text,
  proposed_by text,
  signed_by text,
  created_at timestamptz NOT NULL,
  filed_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  -- When what is owed now is due; kept in step with the clock.
  due_at timestamptz,
  CONSTRAINT request_two_sides CHECK (provider_org_id <> requester_org_id),
  CONSTRAINT request_asked CHECK (provider_org_id = ANY (asked_org_ids)),
  -- Nobody signs what they wrote themselves.
  CONSTRAINT request_four_eyes CHECK (signed_by IS NULL OR (proposed_by IS NOT NULL AND signed_by <> proposed_by)),
  -- Filed: numbered, dated, under a frozen rule set, with items named.
  CONSTRAINT request_filed CHECK (state IN ('draft', 'withdrawn') OR (no IS NOT NULL AND filed_at IS NOT NULL AND filed_by IS NOT NULL AND rule_set_id IS NOT NULL AND cardinality(item_nos) > 0)),
  CONSTRAINT request_items CHECK (cardinality(item_nos) = cardinality(item_names)),
  CONSTRAINT request_proposed CHECK (state <> 'awaiting-signature' OR (proposal IS NOT NULL AND proposed_by IS NOT NULL)),
  -- Nothing is answered by silence: an answer has two hands.
  CONSTRAINT request_answered CHECK (state NOT IN ('answered', 'disputed', 'confirmed', 'upheld') OR (reply IS NOT NULL AND answered_at IS NOT NULL AND signed_by IS NOT NULL)),
  CONSTRAINT request_disputed CHECK (state NOT IN ('disputed', 'upheld') OR objection IS NOT NULL),
  CONSTRAINT request_upheld CHECK (state <> 'upheld' OR decision IS NOT NULL),
  CONSTRAINT request_ordered CHECK (NOT ordered OR decision IS NOT NULL),
  CONSTRAINT request_ended CHECK ((state IN ('confirmed', 'upheld', 'withdrawn')) = (ended_at IS NOT NULL)),
  CONSTRAINT request_due CHECK (due_at IS NULL OR state NOT IN ('draft', 'confirmed', 'upheld', 'withdrawn')),
  -- What nobody needs any more is not kept.
  CONSTRAINT request_erased CHECK (state NOT IN ('confirmed', 'withdrawn') OR particulars IS NULL)
);
CREATE INDEX request_by_requester ON correction.request (requester_org_id, created_at DESC, id DESC);
CREATE INDEX request_by_provider ON correction.request USING gin (asked_org_ids);
CREATE INDEX request_by_authority ON correction.request (authority_region_code, created_at DESC, id DESC);
CREATE INDEX request_open_of_entry ON correction.request (entry_id) WHERE state IN ('filed', 'verifying', 'awaiting-signature', 'disputed', 'at-authority');
CREATE INDEX request_given ON correction.request (provider_org_id) WHERE state IN ('filed', 'verifying', 'awaiting-signature');

CREATE TABLE correction.evidence_file (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES correction.request,
  file_name text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  -- Reference of the sealed bytes in the file store.
  reference text NOT NULL,
  attached_by text NOT NULL,
  attached_at timestamptz NOT NULL
);
CREATE INDEX evidence_file_of ON correction.evidence_file (request_id, attached_at);

CREATE TABLE correction.step (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES correction.request,
  at timestamptz NOT NULL,
  action text NOT NULL,
  organisation_id uuid,
  role text NOT NULL,
  opinion text
);
CREATE INDEX step_of ON correction.step (request_id, sequence);
