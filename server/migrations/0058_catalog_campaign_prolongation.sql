-- The last day of a running campaign may be put off, never brought forward: earlier days and the reasons stay known (91-3.2.1).
CREATE TABLE catalog.campaign_prolongation (
  campaign_id uuid NOT NULL REFERENCES catalog.campaign (id),
  from_on date NOT NULL,
  to_on date NOT NULL,
  -- The member of the authority that put it off.
  org_name text NOT NULL,
  -- by, orgId, at, opinion.
  act jsonb NOT NULL,
  PRIMARY KEY (campaign_id, to_on),
  CHECK (to_on > from_on)
);
