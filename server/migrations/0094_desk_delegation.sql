-- 代: who acts for whom, under which delegation, for how long, and what was done under it (design.md §8, §12; 809-20).
CREATE SEQUENCE desk.delegation_no;

CREATE TABLE desk.delegation (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  -- 'deputy': a standing deputy (AB岗); 'absence': from a day to a day.
  kind text NOT NULL CHECK (kind IN ('deputy', 'absence')),
  state text NOT NULL CHECK (state IN ('given', 'revoked')),
  org_id text NOT NULL,
  -- Who delegates, and who acts for them.
  person_id text NOT NULL,
  delegate_id text NOT NULL,
  -- Whether the delegate also signs where the rule set lets a deputy sign.
  signs boolean NOT NULL,
  -- The powers that pass; frozen with the rule set that allowed the signatures among them.
  powers text[] NOT NULL CHECK (cardinality(powers) > 0),
  rule_set_id text NOT NULL,
  rule_set_version integer NOT NULL,
  first_day text NOT NULL CHECK (first_day ~ '^\d{4}-\d{2}-\d{2}$'),
  last_day text CHECK (last_day ~ '^\d{4}-\d{2}-\d{2}$'),
  reason text NOT NULL CHECK (reason <> ''),
  given_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text,
  CHECK (person_id <> delegate_id),
  CHECK (last_day IS NULL OR last_day >= first_day),
  CHECK ((last_day IS NULL) = (kind = 'deputy')),
  -- A standing deputy handles; only a delegation for days of absence signs.
  CHECK (NOT signs OR kind = 'absence'),
  CHECK ((ended_at IS NOT NULL) = (state = 'revoked')),
  CHECK ((ended_by IS NOT NULL) = (state = 'revoked'))
);
CREATE INDEX delegation_person ON desk.delegation (person_id, given_at DESC);
CREATE INDEX delegation_delegate ON desk.delegation (delegate_id, given_at DESC);
CREATE INDEX delegation_org ON desk.delegation (org_id, given_at DESC);

-- For whom a session acts at present; a session that is not here acts for itself.
CREATE TABLE desk.acting (
  session_id text PRIMARY KEY,
  delegation_id uuid NOT NULL REFERENCES desk.delegation,
  since timestamptz NOT NULL
);

-- Deeds that were done for another, beside their records: whoever delegated and the unit's heads read them here.
CREATE TABLE audit.delegated_act (
  record_id uuid PRIMARY KEY,
  delegation_id uuid NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  object_kind text,
  object_id text,
  result text NOT NULL
);
CREATE INDEX delegated_act_delegation ON audit.delegated_act (delegation_id, at DESC, record_id DESC);

-- What a step of a case keeps of whoever did it for another: number of the delegation, and title of the post that acted.
ALTER TABLE sharing.application_event ADD COLUMN delegate jsonb;
ALTER TABLE sharing.suspension_event ADD COLUMN delegate jsonb;
ALTER TABLE sharing.demand_event ADD COLUMN delegate jsonb;
ALTER TABLE sharing.dispute_event ADD COLUMN delegate jsonb;
ALTER TABLE sharing.disposal_event ADD COLUMN delegate jsonb;
ALTER TABLE sharing.filing_event ADD COLUMN delegate jsonb;
ALTER TABLE correction.step ADD COLUMN delegate jsonb;
