-- 代: who acts for whom, under which delegation, for how long, and what was done under it (design.md §8, §12; decision 0014).
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
  -- The deeds that pass, by route; frozen with the rule set that allowed them.
  deeds text[] NOT NULL CHECK (cardinality(deeds) > 0),
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
CREATE INDEX delegation_person ON desk.delegation (org_id, person_id, given_at DESC, id DESC);
CREATE INDEX delegation_delegate ON desk.delegation (org_id, delegate_id, given_at DESC, id DESC);
CREATE INDEX delegation_org ON desk.delegation (org_id, given_at DESC, id DESC);

-- The delegation that a session acts under; a session without one acts for itself. It goes with the session.
ALTER TABLE identity.session ADD COLUMN delegation_id uuid;

-- The same delegations as the log knows them: no deed is written under one that has ended, for whoever ends it waits for its row and the deed holds it.
CREATE TABLE audit.lent_hand (
  delegation_id uuid PRIMARY KEY,
  ended_at timestamptz
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

-- What a step of an application keeps of whoever did it for another: number of the delegation, the post that acted and the post it stood in for.
ALTER TABLE sharing.application_event ADD COLUMN delegate jsonb;
-- Who acted in it for whom, by account: such two are one hand wherever two people must have done something.
ALTER TABLE sharing.application ADD COLUMN stand_ins jsonb NOT NULL DEFAULT '[]';
