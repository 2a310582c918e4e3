-- Demand for data that nobody has catalogued (需求, 91-3.2.1, 91-5.0.3): from the need to the entry that fulfils it.
CREATE TABLE sharing.demand (
  id uuid PRIMARY KEY,
  no text UNIQUE,
  revision integer NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'awaiting-sending', 'at-authority', 'at-provider', 'awaiting-signature', 'contested', 'promised', 'merged', 'fulfilled', 'served', 'refused', 'withdrawn')),
  requester_org_id uuid NOT NULL,
  requester_region_code text NOT NULL,
  -- Region whose authority assigns and decides (91-7.1, 91-7.1.2).
  authority_region_code text NOT NULL,
  provider_org_id uuid,
  provider_region_code text,
  content jsonb NOT NULL,
  proposal jsonb,
  reply jsonb,
  promised_on date,
  merged_into uuid REFERENCES sharing.demand (id),
  entry_id uuid,
  application_id uuid REFERENCES sharing.application (id),
  rule_set_id text,
  started_by text NOT NULL,
  submitted_by text,
  sent_by text,
  proposed_by text,
  signed_by text,
  returned jsonb,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  decided_at timestamptz,
  -- The promise whose breach was told.
  told_promised_on date,
  CONSTRAINT demand_two_sides CHECK (provider_org_id IS NULL OR provider_org_id <> requester_org_id),
  CONSTRAINT demand_provider_has_region CHECK ((provider_org_id IS NULL) = (provider_region_code IS NULL)),
  -- Nobody signs what they wrote themselves, on either side.
  CONSTRAINT demand_four_eyes_out CHECK (sent_by IS NULL OR sent_by <> submitted_by),
  CONSTRAINT demand_four_eyes_in CHECK (signed_by IS NULL OR (proposed_by IS NOT NULL AND signed_by <> proposed_by)),
  -- Sent to the authority: numbered, dated, signed, under a frozen rule set.
  CONSTRAINT demand_sent CHECK (state IN ('draft', 'awaiting-sending', 'served', 'withdrawn') OR (no IS NOT NULL AND sent_at IS NOT NULL AND sent_by IS NOT NULL AND rule_set_id IS NOT NULL)),
  CONSTRAINT demand_has_provider CHECK (state NOT IN ('at-provider', 'awaiting-signature', 'contested', 'promised') OR provider_org_id IS NOT NULL),
  CONSTRAINT demand_proposed CHECK (state <> 'awaiting-signature' OR (proposal IS NOT NULL AND proposed_by IS NOT NULL)),
  -- A promise has a day and two hands.
  CONSTRAINT demand_promised CHECK (state <> 'promised' OR (promised_on IS NOT NULL AND signed_by IS NOT NULL AND reply IS NOT NULL)),
  CONSTRAINT demand_merged CHECK (state <> 'merged' OR (merged_into IS NOT NULL AND merged_into <> id)),
  CONSTRAINT demand_fulfilled CHECK (state <> 'fulfilled' OR entry_id IS NOT NULL),
  CONSTRAINT demand_served CHECK (state <> 'served' OR (entry_id IS NOT NULL AND application_id IS NOT NULL)),
  -- No refusal without a signed answer; its own, or that of the demand that it was merged into.
  CONSTRAINT demand_refused CHECK (state <> 'refused' OR reply IS NOT NULL),
  CONSTRAINT demand_decided CHECK ((state IN ('fulfilled', 'served', 'refused', 'withdrawn')) = (decided_at IS NOT NULL))
);
CREATE INDEX demand_by_requester ON sharing.demand (requester_org_id, created_at DESC);
CREATE INDEX demand_by_provider ON sharing.demand (provider_org_id, created_at DESC);
CREATE INDEX demand_by_authority ON sharing.demand (authority_region_code, created_at DESC);
CREATE INDEX demand_followers ON sharing.demand (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX demand_promises ON sharing.demand (promised_on) WHERE state = 'promised' AND told_promised_on IS NULL;

CREATE TABLE sharing.demand_event (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  demand_id uuid NOT NULL REFERENCES sharing.demand,
  at timestamptz NOT NULL,
  action text NOT NULL,
  organisation_id uuid,
  role text NOT NULL,
  opinion text
);
CREATE INDEX demand_event_of ON sharing.demand_event (demand_id, sequence);
