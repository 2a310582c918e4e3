-- Compilation campaigns (梳理任务): what the authority orders departments to compile, and how far each has come (91-3.1, 91-3.2.1).
CREATE TABLE catalog.campaign (
  id uuid PRIMARY KEY,
  region_code text NOT NULL,
  -- The member of the authority that sent it.
  org_id uuid NOT NULL,
  org_name text NOT NULL,
  title text NOT NULL,
  instruction text NOT NULL,
  due_on date NOT NULL,
  template jsonb,
  uses_systems boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  sent jsonb NOT NULL,
  -- by, orgId, at, opinion.
  closed jsonb,
  CHECK ((state = 'closed') = (closed IS NOT NULL))
);
CREATE INDEX campaign_of_region ON catalog.campaign (region_code, id);

CREATE TABLE catalog.campaign_part (
  campaign_id uuid NOT NULL REFERENCES catalog.campaign (id),
  organisation_id uuid NOT NULL,
  organisation_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('called', 'reported', 'none-declared', 'none-accepted')),
  -- What the department said last, and the authority's answer to it: by, orgId, at, opinion.
  said jsonb,
  answered jsonb,
  reminders integer NOT NULL DEFAULT 0 CHECK (reminders >= 0),
  reminded_on date,
  PRIMARY KEY (campaign_id, organisation_id),
  CHECK (state = 'called' OR said IS NOT NULL),
  CHECK (state <> 'none-accepted' OR answered IS NOT NULL),
  CHECK ((reminders = 0) = (reminded_on IS NULL)),
  -- Nobody accepts their own word.
  CHECK (answered IS NULL OR answered ->> 'by' <> said ->> 'by')
);
CREATE INDEX campaign_part_of_organisation ON catalog.campaign_part (organisation_id, campaign_id);

CREATE TABLE catalog.campaign_entry (
  campaign_id uuid NOT NULL,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  organisation_id uuid NOT NULL,
  tied_on date NOT NULL,
  PRIMARY KEY (campaign_id, entry_id),
  FOREIGN KEY (campaign_id, organisation_id) REFERENCES catalog.campaign_part (campaign_id, organisation_id)
);
