-- Applications that a provider has prepared for one department (代拟申请): which parts it fills in, and what became of it.
CREATE TABLE sharing.offer (
  id uuid PRIMARY KEY,
  revision integer NOT NULL CHECK (revision >= 1),
  state text NOT NULL CHECK (state IN ('open', 'claimed', 'declined', 'withdrawn', 'lapsed', 'ended')),
  entry_id uuid NOT NULL,
  provider_org_id uuid NOT NULL,
  requester_org_id uuid NOT NULL,
  content jsonb NOT NULL,
  rule_set_id text NOT NULL,
  prepared_by text NOT NULL,
  prepared_at timestamptz NOT NULL,
  open_until timestamptz NOT NULL,
  -- The application that began with it, and the names of items that could not be asked for any more by then.
  application_id uuid UNIQUE REFERENCES sharing.application,
  left_out jsonb NOT NULL,
  reason text CHECK (reason <> ''),
  ended_by text,
  ended_at timestamptz,
  CONSTRAINT offer_to_another CHECK (provider_org_id <> requester_org_id),
  CONSTRAINT offer_claimed CHECK ((state = 'claimed') = (application_id IS NOT NULL)),
  CONSTRAINT offer_reason CHECK ((state IN ('declined', 'withdrawn')) = (reason IS NOT NULL)),
  CONSTRAINT offer_ended CHECK ((state = 'open') = (ended_at IS NULL) AND (state = 'open') = (ended_by IS NULL))
);
-- One at a time of an entry to a department.
CREATE UNIQUE INDEX offer_open ON sharing.offer (entry_id, requester_org_id) WHERE state = 'open';
CREATE INDEX offer_by_provider ON sharing.offer (provider_org_id, prepared_at DESC, id DESC);
CREATE INDEX offer_by_requester ON sharing.offer (requester_org_id, prepared_at DESC, id DESC);
CREATE INDEX offer_running_out ON sharing.offer (open_until) WHERE state = 'open';

-- Whoever prepared an application for the department that makes it stands on the provider's side of it.
ALTER TABLE sharing.application ADD COLUMN prepared_by text;
