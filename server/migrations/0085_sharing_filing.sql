-- Filings of changes and stops of services (809-27.3): what is filed, the grants that it affects, each department's answer.
CREATE TABLE sharing.filing (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  revision integer NOT NULL CHECK (revision >= 1),
  state text NOT NULL CHECK (state IN ('negotiating', 'at-authority', 'returned', 'accepted', 'in-force', 'withdrawn')),
  kind text NOT NULL CHECK (kind IN ('change', 'stop')),
  entry_id uuid NOT NULL,
  service_id uuid,
  -- The service's name on the day of the filing.
  service_name text,
  provider_org_id uuid NOT NULL,
  provider_region_code text NOT NULL,
  authority_region_code text NOT NULL,
  rule_set_id text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  basis jsonb NOT NULL CHECK (jsonb_array_length(basis) > 0),
  change text CHECK (change <> ''),
  -- The first day that the notice term lets it begin; a told day only moves later.
  earliest_on date NOT NULL,
  effective_on date NOT NULL,
  not_before date,
  raised_by text NOT NULL,
  raised_at timestamptz NOT NULL,
  signed_by text,
  signed_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT filing_service CHECK ((service_id IS NULL) = (service_name IS NULL)),
  CONSTRAINT filing_change CHECK ((kind = 'change') = (change IS NOT NULL)),
  CONSTRAINT filing_notice CHECK (effective_on >= earliest_on),
  -- Whoever filed it does not sign it.
  CONSTRAINT filing_four_eyes CHECK (signed_by IS NULL OR signed_by <> raised_by),
  CONSTRAINT filing_signed CHECK (state NOT IN ('at-authority', 'accepted', 'in-force') OR (signed_by IS NOT NULL AND signed_at IS NOT NULL)),
  CONSTRAINT filing_decided CHECK (state NOT IN ('returned', 'accepted', 'in-force') OR (decided_by IS NOT NULL AND decided_at IS NOT NULL)),
  -- What the authority has put off is not taken before that day.
  CONSTRAINT filing_put_off CHECK (state NOT IN ('at-authority', 'accepted', 'in-force') OR not_before IS NULL OR effective_on >= not_before),
  CONSTRAINT filing_ended CHECK ((state IN ('in-force', 'withdrawn')) = (ended_at IS NOT NULL))
);
-- One at a time about an entry.
CREATE UNIQUE INDEX filing_open ON sharing.filing (entry_id) WHERE ended_at IS NULL;
CREATE INDEX filing_of_entry ON sharing.filing (entry_id);
CREATE INDEX filing_by_provider ON sharing.filing (provider_org_id, raised_at DESC, id DESC);
CREATE INDEX filing_by_authority ON sharing.filing (authority_region_code, raised_at DESC, id DESC);
CREATE INDEX filing_accepted ON sharing.filing (effective_on) WHERE state = 'accepted';

-- One department whose grants are affected, with its answer.
CREATE TABLE sharing.filing_party (
  id uuid PRIMARY KEY,
  filing_id uuid NOT NULL REFERENCES sharing.filing,
  requester_org_id uuid NOT NULL,
  answer text CHECK (answer IN ('agrees', 'objects', 'needs-until')),
  needs_until date,
  words text,
  answered_by text,
  answered_at timestamptz,
  UNIQUE (filing_id, requester_org_id),
  CONSTRAINT filing_party_answered CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)),
  CONSTRAINT filing_party_needs CHECK ((answer IS NOT DISTINCT FROM 'needs-until') = (needs_until IS NOT NULL)),
  CONSTRAINT filing_party_reasons CHECK (answer IS NULL OR answer = 'agrees' OR words <> '')
);
CREATE INDEX filing_party_of ON sharing.filing_party (requester_org_id);

CREATE TABLE sharing.filing_grant (
  filing_id uuid NOT NULL REFERENCES sharing.filing,
  grant_id uuid NOT NULL REFERENCES sharing.share_grant,
  requester_org_id uuid NOT NULL,
  PRIMARY KEY (filing_id, grant_id),
  FOREIGN KEY (filing_id, requester_org_id) REFERENCES sharing.filing_party (filing_id, requester_org_id)
);

-- What was said and done about a filing; nothing of it is ever changed.
CREATE TABLE sharing.filing_event (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  filing_id uuid NOT NULL REFERENCES sharing.filing,
  at timestamptz NOT NULL,
  action text NOT NULL CHECK (action IN ('filed', 'answered', 'signed', 'accepted', 'returned', 'postponed', 'withdrawn', 'in-force', 'affected', 'overdue', 'handed-over')),
  organisation_id uuid,
  -- The department whose own affair the step is: others that are affected do not learn of it.
  party_org_id uuid,
  role text NOT NULL,
  words text
);
CREATE INDEX filing_event_of ON sharing.filing_event (filing_id, sequence);
CREATE TRIGGER filing_event_is_immutable BEFORE UPDATE OR DELETE ON sharing.filing_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
