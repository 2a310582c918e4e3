-- Evidence (docs/decisions/0002-evidence-bytes.md). Bodies are exact bytes; every other column is a copy for searching and proves nothing.
CREATE SCHEMA audit;

-- One row a log. A lawful restore closes a log and begins another; one log is open.
CREATE TABLE audit.tree (
  log smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log_id uuid NOT NULL UNIQUE,
  hash text NOT NULL CHECK (hash IN ('sm3', 'sha256')),
  size bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
  open boolean NOT NULL DEFAULT true,
  begun_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX tree_open ON audit.tree (open) WHERE open;

-- Records that are committed and not yet sealed. The hash is the SM3 leaf hash; a SHA-256 log computes its own when sealing.
CREATE TABLE audit.pending (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record_id uuid NOT NULL,
  body bytea NOT NULL,
  hash bytea NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  org_id text,
  object_kind text,
  object_id text,
  grant_id text,
  result text NOT NULL
);

CREATE TABLE audit.leaf (
  log smallint NOT NULL,
  index bigint NOT NULL,
  record_id uuid NOT NULL,
  body bytea,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  org_id text,
  object_kind text,
  object_id text,
  grant_id text,
  result text NOT NULL,
  erased_by uuid,
  PRIMARY KEY (log, index),
  CHECK ((body IS NULL) = (erased_by IS NOT NULL))
);
CREATE UNIQUE INDEX leaf_record ON audit.leaf (record_id);
CREATE INDEX leaf_org ON audit.leaf (org_id, log, index);
CREATE INDEX leaf_action ON audit.leaf (action, log, index);
CREATE INDEX leaf_object ON audit.leaf (object_kind, object_id, log, index) WHERE object_id IS NOT NULL;

-- Hashes by 256; only the last tile of a level is short, and a full one never changes.
CREATE TABLE audit.tile (
  log smallint NOT NULL REFERENCES audit.tree,
  level smallint NOT NULL,
  index bigint NOT NULL,
  hashes bytea NOT NULL CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) BETWEEN 32 AND 8192),
  PRIMARY KEY (log, level, index)
);

CREATE TABLE audit.head (
  log smallint NOT NULL REFERENCES audit.tree,
  number bigint NOT NULL,
  size bigint NOT NULL,
  at timestamptz NOT NULL,
  body text NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  PRIMARY KEY (log, number)
);
CREATE INDEX head_size ON audit.head (log, size);

-- Personal values and salts that open a record's commitments: erasable, while the record stays.
CREATE TABLE audit.opening (
  record_id uuid PRIMARY KEY,
  salts bytea NOT NULL CHECK (octet_length(salts) = 128),
  matter text,
  operator text,
  origin text
);

-- Answers that began and have not ended.
CREATE TABLE audit.unended (
  record_id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  org_id text
);
CREATE INDEX unended_at ON audit.unended (at);

-- Marks of the persons that an act touched: HMAC-SM3 under a yearly key, so that nobody can read persons out of them.
CREATE TABLE audit.person_mark (
  mark bytea NOT NULL CHECK (octet_length(mark) = 32),
  record_id uuid NOT NULL,
  PRIMARY KEY (mark, record_id)
);

-- A body may go by rule; nothing else about a leaf, a full tile or a head ever changes.
CREATE FUNCTION audit.only_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.body IS NULL OR NEW.body IS NOT NULL
    OR (NEW.log, NEW.index, NEW.record_id, NEW.hash, NEW.at, NEW.action) IS DISTINCT FROM (OLD.log, OLD.index, OLD.record_id, OLD.hash, OLD.at, OLD.action) THEN
    RAISE EXCEPTION 'audit.leaf is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leaf_append_only BEFORE UPDATE OR DELETE ON audit.leaf FOR EACH ROW EXECUTE FUNCTION audit.only_erasure();

CREATE FUNCTION audit.only_growth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.log, NEW.level, NEW.index) IS DISTINCT FROM (OLD.log, OLD.level, OLD.index)
    OR substring(NEW.hashes FOR octet_length(OLD.hashes)) IS DISTINCT FROM OLD.hashes THEN
    RAISE EXCEPTION 'audit.tile only grows';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tile_grows BEFORE UPDATE OR DELETE ON audit.tile FOR EACH ROW EXECUTE FUNCTION audit.only_growth();

CREATE FUNCTION audit.never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER head_append_only BEFORE UPDATE OR DELETE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.never();

-- What audit publishes to supervision: counts and facts about acts, no person, no opening.
CREATE SCHEMA audit_read;
CREATE VIEW audit_read.act AS
  SELECT record_id, at, action, actor_kind, org_id, object_kind, object_id, grant_id, result FROM audit.leaf
  UNION ALL
  SELECT record_id, at, action, actor_kind, org_id, object_kind, object_id, grant_id, result FROM audit.pending;
CREATE VIEW audit_read.head AS
  SELECT DISTINCT ON (t.log) t.log_id, t.open, t.size, h.number AS head_number, h.size AS head_size, h.at AS head_at,
    (SELECT count(*) FROM audit.pending) AS pending
  FROM audit.tree t LEFT JOIN audit.head h USING (log) ORDER BY t.log, h.number DESC;
