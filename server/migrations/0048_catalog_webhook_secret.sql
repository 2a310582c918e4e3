-- A webhook's signing secret is changed without a gap: for a stated time messages carry the signatures of both.
ALTER TABLE catalog.webhook
  ADD COLUMN former_secret bytea,
  ADD COLUMN former_until timestamptz,
  -- Whether the department was told that the former secret ends soon.
  ADD COLUMN former_told boolean NOT NULL DEFAULT false,
  ADD CHECK ((former_secret IS NULL) = (former_until IS NULL)),
  ADD CHECK (former_secret IS NULL OR state <> 'removed'),
  ADD CHECK (former_secret IS NOT NULL OR NOT former_told);
CREATE INDEX webhook_former_until ON catalog.webhook (former_until) WHERE former_until IS NOT NULL;
