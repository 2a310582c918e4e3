-- SM2 keys that departments have registered as their own: the platform never holds the private one (design.md §8).
CREATE TABLE sharing.unit_key (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  region_code text NOT NULL,
  public_key text NOT NULL CHECK (public_key ~ '^04[0-9a-f]{128}$'),
  medium text NOT NULL CHECK (medium IN ('usb-key', 'agent')),
  state text NOT NULL CHECK (state IN ('asked', 'in-force', 'refused', 'replaced', 'revoked')),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  reason text,
  -- The record of its confirmation: whoever verifies a paper learns from it whose key this is.
  evidence_id uuid,
  CHECK (decided_by <> asked_by),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
  CHECK (state <> 'asked' OR (decided_at IS NULL AND ended_at IS NULL)),
  CHECK (state NOT IN ('in-force', 'refused', 'replaced') OR decided_at IS NOT NULL),
  CHECK (state NOT IN ('in-force', 'replaced') OR evidence_id IS NOT NULL),
  CHECK (state NOT IN ('replaced', 'revoked') OR ended_at IS NOT NULL),
  CHECK (state NOT IN ('refused', 'revoked') OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX unit_key_waits_once ON sharing.unit_key (organisation_id) WHERE state = 'asked';
CREATE UNIQUE INDEX unit_key_one_in_force ON sharing.unit_key (organisation_id) WHERE state = 'in-force';
-- A key that was ever confirmed, and one that waits, is of one department; a refused one may be asked for again.
CREATE UNIQUE INDEX unit_key_of_one ON sharing.unit_key (public_key) WHERE state <> 'refused';
CREATE INDEX unit_key_by_region ON sharing.unit_key (region_code, asked_at DESC, id DESC);

CREATE TABLE sharing.agreement_key_signature (
  agreement_id uuid NOT NULL REFERENCES sharing.agreement (id),
  side text NOT NULL CHECK (side IN ('requester', 'provider')),
  key_id uuid NOT NULL REFERENCES sharing.unit_key (id),
  signature text NOT NULL CHECK (signature ~ '^[0-9a-f]{128}$'),
  signed_by text NOT NULL,
  signed_at timestamptz NOT NULL,
  evidence_id uuid NOT NULL,
  PRIMARY KEY (agreement_id, side)
);
CREATE TRIGGER agreement_key_signature_is_immutable BEFORE DELETE OR UPDATE ON sharing.agreement_key_signature
  FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

-- Which files of an agreement were printed: a sealed copy that begins with one of them is that file.
CREATE TABLE sharing.printed_agreement (
  agreement_id uuid NOT NULL REFERENCES sharing.agreement (id),
  bytes integer NOT NULL CHECK (bytes > 0),
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  printed_at timestamptz NOT NULL,
  PRIMARY KEY (agreement_id, bytes, digest)
);

CREATE TABLE sharing.stamped_copy (
  id uuid PRIMARY KEY,
  agreement_id uuid NOT NULL REFERENCES sharing.agreement (id),
  side text NOT NULL CHECK (side IN ('requester', 'provider')),
  kind text NOT NULL CHECK (kind IN ('e-seal', 'e-seal-other', 'scan')),
  file_name text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  scan_digest text NOT NULL CHECK (scan_digest ~ '^[0-9a-f]{64}$'),
  reference text NOT NULL,
  sealed_key bytea NOT NULL,
  stored_by text NOT NULL,
  stored_at timestamptz NOT NULL,
  UNIQUE (agreement_id, side, scan_digest)
);
CREATE TRIGGER stamped_copy_is_immutable BEFORE DELETE OR UPDATE ON sharing.stamped_copy FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
