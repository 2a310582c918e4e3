-- Applications, agreements and grants (91-5.0.3, 91-5.1; 809-20 to 809-25).
CREATE SCHEMA sharing;

-- One running number a prefix and day; its row lock keeps numbers without gaps and never given twice.
CREATE TABLE sharing.number_counter (
  prefix text NOT NULL,
  day date NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (prefix, day)
);

CREATE TABLE sharing.application (
  id uuid PRIMARY KEY,
  no text UNIQUE,
  revision integer NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'awaiting-consent-out', 'at-provider', 'awaiting-consent-in', 'refusal-at-authority', 'agreed', 'partly-agreed', 'refused', 'withdrawn')),
  entry_id uuid NOT NULL,
  entry_version text NOT NULL,
  entry_revision_no integer NOT NULL,
  requester_org_id uuid NOT NULL,
  provider_org_id uuid NOT NULL,
  provider_region_code text NOT NULL,
  requester_region_code text NOT NULL,
  -- Region whose authority is competent between the two sides (91-7.1, 91-7.1.2).
  authority_region_code text NOT NULL,
  content jsonb NOT NULL,
  proposal jsonb,
  reply jsonb,
  rule_set_id text,
  requester_signature jsonb,
  started_by text NOT NULL,
  submitted_by text,
  consented_out_by text,
  proposed_by text,
  signed_in_by text,
  returned jsonb,
  created_at timestamptz NOT NULL,
  submitted_at timestamptz,
  decided_at timestamptz,
  -- Who wants and who holds are two different departments.
  CONSTRAINT application_two_sides CHECK (requester_org_id <> provider_org_id),
  -- Nobody consents to an application of their own hand, on either side.
  CONSTRAINT application_four_eyes_out CHECK (consented_out_by IS NULL OR consented_out_by <> submitted_by),
  CONSTRAINT application_four_eyes_in CHECK (signed_in_by IS NULL OR proposed_by IS NULL OR signed_in_by <> proposed_by),
  -- Received by the provider: numbered, dated, under a frozen rule set.
  CONSTRAINT application_received CHECK (state IN ('draft', 'awaiting-consent-out', 'withdrawn') OR (no IS NOT NULL AND submitted_at IS NOT NULL AND rule_set_id IS NOT NULL AND consented_out_by IS NOT NULL AND requester_signature IS NOT NULL)),
  CONSTRAINT application_decided CHECK ((state IN ('agreed', 'partly-agreed', 'refused')) = (decided_at IS NOT NULL)),
  CONSTRAINT application_refusal_has_ground CHECK (state <> 'refused' OR reply ->> 'ground' IS NOT NULL)
);
CREATE INDEX application_by_requester ON sharing.application (requester_org_id, created_at DESC);
CREATE INDEX application_by_provider ON sharing.application (provider_org_id, submitted_at DESC);
CREATE INDEX application_by_entry ON sharing.application (entry_id);

CREATE TABLE sharing.application_event (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES sharing.application,
  at timestamptz NOT NULL,
  action text NOT NULL,
  organisation_id uuid,
  role text NOT NULL,
  opinion text
);
CREATE INDEX application_event_of ON sharing.application_event (application_id, sequence);

-- The paper between the two sides; never changed once both have signed.
CREATE TABLE sharing.agreement (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  application_id uuid NOT NULL UNIQUE REFERENCES sharing.application,
  terms jsonb NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  requester_signature jsonb NOT NULL,
  provider_signature jsonb NOT NULL,
  made_at timestamptz NOT NULL
);

CREATE TABLE sharing.share_grant (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  application_id uuid NOT NULL UNIQUE REFERENCES sharing.application,
  agreement_id uuid NOT NULL UNIQUE REFERENCES sharing.agreement,
  entry_id uuid NOT NULL,
  requester_org_id uuid NOT NULL,
  provider_org_id uuid NOT NULL,
  provider_region_code text NOT NULL,
  system_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'revoked')),
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL CHECK (valid_to > valid_from),
  granted_at timestamptz NOT NULL,
  delivered_at timestamptz,
  revocation jsonb,
  CONSTRAINT share_grant_revoked CHECK ((state = 'revoked') = (revocation IS NOT NULL))
);
CREATE INDEX share_grant_by_requester ON sharing.share_grant (requester_org_id, granted_at DESC);
CREATE INDEX share_grant_by_provider ON sharing.share_grant (provider_org_id, granted_at DESC);

-- Every version a grant ever had, exactly as the doors saw it.
CREATE TABLE sharing.grant_version (
  grant_id uuid NOT NULL REFERENCES sharing.share_grant,
  version integer NOT NULL,
  document jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (grant_id, version)
);
CREATE FUNCTION sharing.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER grant_version_is_immutable BEFORE UPDATE OR DELETE ON sharing.grant_version FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
CREATE TRIGGER agreement_is_immutable BEFORE UPDATE OR DELETE ON sharing.agreement FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
