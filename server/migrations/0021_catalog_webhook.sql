-- Endpoints of departments that are told of changes of the catalogue, and every attempt to tell them.
CREATE TABLE catalog.webhook (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  revision integer NOT NULL CHECK (revision > 0),
  name text NOT NULL,
  url text NOT NULL,
  state text NOT NULL CHECK (state IN ('untested', 'tested', 'enabled', 'stopped', 'removed')),
  -- Signing secret under the key-encryption key; gone with the webhook.
  sealed_secret bytea CHECK ((sealed_secret IS NULL) = (state = 'removed')),
  -- Position in the change feed up to which everything was told.
  position bigint NOT NULL CHECK (position >= 0),
  -- Failed deliveries in a row.
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  next_attempt_at timestamptz NOT NULL,
  -- A worker is telling until then; one that was killed is followed by another.
  held_until timestamptz,
  registered_by uuid NOT NULL,
  registered_at timestamptz NOT NULL
);
CREATE INDEX webhook_of_organisation ON catalog.webhook (org_id, id);
CREATE INDEX webhook_due ON catalog.webhook (next_attempt_at, id) WHERE state = 'enabled';

CREATE TABLE catalog.webhook_attempt (
  id uuid PRIMARY KEY,
  webhook_id uuid NOT NULL REFERENCES catalog.webhook (id),
  kind text NOT NULL CHECK (kind IN ('test', 'delivery', 'replay')),
  event_id uuid NOT NULL,
  -- Position of the event in the feed; a test has none.
  position bigint CHECK ((position IS NULL) = (kind = 'test')),
  change text,
  entry_id uuid,
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('delivered', 'status', 'redirect', 'unreachable', 'too-slow', 'closed-address')),
  status integer,
  -- Size of the answer, counted to its limit; the answer itself is not kept.
  answer_bytes integer
);
CREATE INDEX webhook_attempt_of ON catalog.webhook_attempt (webhook_id, id DESC);
