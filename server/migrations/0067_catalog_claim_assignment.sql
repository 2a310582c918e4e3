-- What the authority asks a department to claim keeps its row with its reason and its end: claimed, declined by the department, withdrawn by the
-- authority, or ended because another department claimed the entry or the one that was asked is no more.
ALTER TABLE catalog.claim_assignment DROP CONSTRAINT claim_assignment_pkey;
ALTER TABLE catalog.claim_assignment
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  ADD COLUMN reason text NOT NULL DEFAULT '',
  ADD COLUMN state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'declined', 'withdrawn', 'ended')),
  ADD COLUMN ended_at timestamptz,
  ADD COLUMN ended_by text,
  ADD COLUMN ended_reason text NOT NULL DEFAULT '',
  ADD CHECK ((state = 'open') = (ended_at IS NULL)),
  ADD CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  ADD CHECK (state NOT IN ('declined', 'withdrawn') OR ended_reason <> '');
-- What was claimed before.
UPDATE catalog.claim_assignment SET state = CASE WHEN claim.organisation_id = claim_assignment.organisation_id THEN 'claimed' ELSE 'ended' END,
  ended_at = claim.claimed_at, ended_by = claim.claimed_by
FROM catalog.claim WHERE claim.entry_id = claim_assignment.entry_id AND claim.released_at IS NULL;
CREATE UNIQUE INDEX claim_assignment_one_open ON catalog.claim_assignment (entry_id, organisation_id) WHERE state = 'open';
CREATE INDEX claim_assignment_asked ON catalog.claim_assignment (organisation_id) WHERE state = 'open';
CREATE INDEX claim_assignment_entry ON catalog.claim_assignment (entry_id);
