-- Who there is and what each may do: regions, organisations, people, posts, sessions, business systems, machine clients.
CREATE SCHEMA identity;

CREATE TABLE identity.region (
  code text PRIMARY KEY CHECK (code ~ '^\d{6}(\d{3})?$'),
  name text NOT NULL,
  parent_code text REFERENCES identity.region,
  level text NOT NULL CHECK (level IN ('region', 'city', 'county', 'town')),
  -- A place known only from an imported catalogue: its departments never sign in.
  sample boolean NOT NULL DEFAULT false
);

CREATE TABLE identity.organisation (
  id uuid PRIMARY KEY,
  uscc text UNIQUE CHECK (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$'),
  name text NOT NULL,
  short_name text NOT NULL,
  type text NOT NULL CHECK (type IN ('government', 'institution', 'mass-organisation', 'enterprise', 'other')),
  region_code text NOT NULL REFERENCES identity.region,
  parent_id uuid REFERENCES identity.organisation,
  sample boolean NOT NULL DEFAULT false,
  sharing_office_name text,
  sharing_office_head_id uuid,
  created_at timestamptz NOT NULL,
  UNIQUE (region_code, name),
  -- Only departments known from an imported catalogue may lack the code; none is ever invented for them.
  CHECK (sample OR uscc IS NOT NULL)
);

CREATE TABLE identity.former_name (
  org_id uuid NOT NULL REFERENCES identity.organisation,
  name text NOT NULL,
  PRIMARY KEY (org_id, name)
);

CREATE TABLE identity.division (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES identity.organisation,
  name text NOT NULL,
  UNIQUE (org_id, name)
);

CREATE TABLE identity.authority_member (
  region_code text NOT NULL REFERENCES identity.region,
  org_id uuid NOT NULL REFERENCES identity.organisation,
  lead boolean NOT NULL,
  powers text[] NOT NULL CHECK (cardinality(powers) > 0),
  PRIMARY KEY (region_code, org_id)
);
CREATE UNIQUE INDEX authority_has_one_lead ON identity.authority_member (region_code) WHERE lead;

CREATE TABLE identity.document (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES identity.organisation,
  kind text NOT NULL,
  title text NOT NULL,
  document_number text NOT NULL,
  issued_on date NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  -- SHA-256 of the file, which is also its reference in the file store.
  sha256 text NOT NULL,
  filed_by text NOT NULL,
  filed_at timestamptz NOT NULL
);
CREATE INDEX document_of_organisation ON identity.document (org_id, kind);

CREATE TABLE identity.person (
  id uuid PRIMARY KEY,
  account text NOT NULL UNIQUE,
  -- What the person is called on screen: the post, never a personal name.
  title text NOT NULL,
  home_org_id uuid NOT NULL REFERENCES identity.organisation,
  state text NOT NULL CHECK (state IN ('active', 'disabled')),
  password_hash text NOT NULL,
  password_changed_at timestamptz NOT NULL,
  password_must_change boolean NOT NULL,
  second_factor bytea,
  second_factor_confirmed boolean NOT NULL DEFAULT false,
  -- Time step of the last code that was accepted: a code counts once.
  second_factor_step bigint,
  created_at timestamptz NOT NULL
);
ALTER TABLE identity.organisation ADD FOREIGN KEY (sharing_office_head_id) REFERENCES identity.person;

CREATE TABLE identity.former_password (
  person_id uuid NOT NULL REFERENCES identity.person,
  hash text NOT NULL,
  replaced_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, hash)
);

CREATE TABLE identity.post (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES identity.person,
  org_id uuid NOT NULL REFERENCES identity.organisation,
  role text NOT NULL,
  division_id uuid REFERENCES identity.division,
  state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'rejected', 'ended')),
  ends_on date,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  ended_at timestamptz
);
CREATE UNIQUE INDEX post_is_held_once ON identity.post (person_id, org_id, role) WHERE state IN ('proposed', 'confirmed');
-- 三员分立 (GB/T 22239 8.1.4): nobody is two of the three administrators, not even as a proposal.
CREATE UNIQUE INDEX three_administrators_are_three_people ON identity.post (person_id)
  WHERE state IN ('proposed', 'confirmed') AND role IN ('SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN');
CREATE INDEX post_of_organisation ON identity.post (org_id, role) WHERE state = 'confirmed';

-- Counted by what was typed, whether or not anybody has that account.
CREATE TABLE identity.sign_in_attempt (
  account text PRIMARY KEY,
  failures integer NOT NULL,
  window_began_at timestamptz NOT NULL,
  locked_until timestamptz
);

CREATE TABLE identity.session (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  person_id uuid NOT NULL REFERENCES identity.person,
  stage text NOT NULL CHECK (stage IN ('second-factor', 'enrol-second-factor', 'change-password', 'done')),
  acting_post_id uuid REFERENCES identity.post,
  began_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX session_of_person ON identity.session (person_id) WHERE ended_at IS NULL;

CREATE TABLE identity.business_system (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES identity.organisation,
  name text NOT NULL,
  division_id uuid REFERENCES identity.division,
  builder text NOT NULL,
  operator text NOT NULL,
  network_zone text NOT NULL,
  protection_level integer NOT NULL CHECK (protection_level BETWEEN 1 AND 5),
  joined_on date,
  purpose text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'retired')),
  version integer NOT NULL,
  registered_at timestamptz NOT NULL,
  UNIQUE (org_id, name)
);

CREATE TABLE identity.machine_client (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES identity.organisation,
  system_id uuid NOT NULL REFERENCES identity.business_system,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'disabled')),
  public_jwk jsonb NOT NULL,
  key_id text NOT NULL,
  algorithm text NOT NULL CHECK (algorithm IN ('ES256', 'EdDSA')),
  key_since timestamptz NOT NULL,
  registered_at timestamptz NOT NULL
);
CREATE INDEX machine_client_of_organisation ON identity.machine_client (org_id);

-- Ids of client assertions that were used: each counts once until it would have expired anyway.
CREATE TABLE identity.used_assertion (
  client_id uuid NOT NULL REFERENCES identity.machine_client,
  jti text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (client_id, jti)
);
CREATE INDEX used_assertion_expires_at ON identity.used_assertion (expires_at);

-- Demo installations only: passwords of the demo accounts, sealed, so that the sign-in page can show them.
CREATE TABLE identity.demo_account (
  person_id uuid PRIMARY KEY REFERENCES identity.person,
  password bytea NOT NULL
);
