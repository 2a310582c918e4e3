-- Services of running grants that stopped without a filing (809-27.3): seen, found after the rule's term, answered or ended.
CREATE TABLE sharing.stoppage (
  id uuid PRIMARY KEY,
  revision integer NOT NULL CHECK (revision >= 1),
  state text NOT NULL CHECK (state IN ('watched', 'found', 'filed', 'restored', 'lapsed', 'closed')),
  cause text NOT NULL CHECK (cause IN ('offline', 'failing')),
  entry_id uuid NOT NULL,
  provider_org_id uuid NOT NULL,
  provider_region_code text NOT NULL,
  authority_region_code text NOT NULL,
  rule_set_id text NOT NULL,
  since timestamptz NOT NULL,
  -- The latest failure of one that answers only failures.
  last_failed_at timestamptz,
  found_at timestamptz,
  explanation text CHECK (explanation <> ''),
  explained_by text,
  explained_at timestamptz,
  conclusion text CHECK (conclusion <> ''),
  concluded_by text,
  concluded_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT stoppage_found CHECK (state NOT IN ('found', 'closed') OR found_at IS NOT NULL),
  CONSTRAINT stoppage_watched CHECK (state <> 'watched' OR found_at IS NULL),
  CONSTRAINT stoppage_failing CHECK (cause <> 'failing' OR last_failed_at IS NOT NULL),
  CONSTRAINT stoppage_explained CHECK ((explanation IS NULL) = (explained_at IS NULL) AND (explanation IS NULL) = (explained_by IS NULL)),
  CONSTRAINT stoppage_explained_once_found CHECK (explanation IS NULL OR found_at IS NOT NULL),
  CONSTRAINT stoppage_concluded CHECK ((state = 'closed') = (conclusion IS NOT NULL) AND (conclusion IS NULL) = (concluded_by IS NULL) AND (conclusion IS NULL) = (concluded_at IS NULL)),
  CONSTRAINT stoppage_ended CHECK ((state IN ('watched', 'found')) = (ended_at IS NULL))
);
-- One at a time of an entry.
CREATE UNIQUE INDEX stoppage_open ON sharing.stoppage (entry_id) WHERE ended_at IS NULL;
CREATE INDEX stoppage_by_provider ON sharing.stoppage (provider_org_id, since DESC, id DESC);
CREATE INDEX stoppage_by_authority ON sharing.stoppage (authority_region_code, since DESC, id DESC) WHERE found_at IS NOT NULL;

-- Until when the evidence of calls has been looked through for services that answer only failures.
CREATE TABLE sharing.stoppage_look (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  looked_until timestamptz NOT NULL
);
