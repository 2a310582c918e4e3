-- Domain-free ground: idempotent calls, commit-ordered feeds, leases, outbox.
CREATE SCHEMA platform;

CREATE TABLE platform.idempotent_call (
  caller text NOT NULL,
  route text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  status integer,
  answer json,
  etag text,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, route, key)
);
CREATE INDEX idempotent_call_made_at ON platform.idempotent_call (made_at);

CREATE TABLE platform.feed_position (
  topic text PRIMARY KEY,
  position bigint NOT NULL
);

CREATE TABLE platform.feed (
  topic text NOT NULL,
  position bigint NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  body jsonb,
  PRIMARY KEY (topic, position)
);
CREATE INDEX feed_latest ON platform.feed (topic, kind, key, position DESC);

CREATE TABLE platform.lease (
  process_id text PRIMARY KEY,
  topic text NOT NULL,
  position bigint NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE platform.outbox (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  name text NOT NULL,
  key text NOT NULL,
  body jsonb NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE platform.inbox (
  listener text NOT NULL,
  event_id uuid NOT NULL,
  heard_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (listener, event_id)
);

-- Signing and encryption keys, wrapped by the key-encryption key that lives in a file outside the database.
CREATE TABLE platform.sealed_key (
  purpose text NOT NULL,
  key_id text NOT NULL,
  public_part text,
  sealed_private bytea NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  PRIMARY KEY (purpose, key_id)
);
