-- API services of published entries, and the quotas that gateway processes reserve.
CREATE SCHEMA gateway;

CREATE TABLE gateway.service (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{2,62}$'),
  entry_id uuid NOT NULL,
  entry_code text NOT NULL,
  entry_name text NOT NULL,
  org_id uuid NOT NULL,
  system_id uuid NOT NULL,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'online', 'offline')),
  -- Rises with every change: the ETag, and the version that the runtime serves.
  version integer NOT NULL CHECK (version > 0),
  base_url text NOT NULL,
  timeout_ms integer NOT NULL CHECK (timeout_ms BETWEEN 100 AND 60000),
  -- The operations that are offered and where the items stand in their answers.
  operations jsonb NOT NULL,
  -- The provider's document as it was read: for the documentation page and for the next mapping.
  document jsonb NOT NULL,
  document_digest text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  online_since timestamptz,
  -- Why the provider closed it (809-27.3).
  offline_reason text CHECK ((offline_reason IS NOT NULL) = (state = 'offline'))
);
CREATE INDEX service_of_entry ON gateway.service (entry_id);
CREATE INDEX service_of_organisation ON gateway.service (org_id);
-- One service of an entry is online, so that a grant opens exactly one door.
CREATE UNIQUE INDEX service_online_of_entry ON gateway.service (entry_id) WHERE state = 'online';

-- What gateway processes have reserved of a grant's quota; `period` is a day of the region's zone, or 'total'.
CREATE TABLE gateway.quota_use (
  grant_id text NOT NULL,
  period text NOT NULL CHECK (period = 'total' OR period ~ '^\d{4}-\d{2}-\d{2}$'),
  used bigint NOT NULL CHECK (used >= 0),
  PRIMARY KEY (grant_id, period)
);
CREATE INDEX quota_use_period ON gateway.quota_use (period);
