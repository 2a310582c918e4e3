-- Assignments to claim that had ended before they had an end: the entry was claimed since and given back, or the department that was asked is no more.
UPDATE catalog.claim_assignment AS asked
SET state = CASE WHEN claim.organisation_id = asked.organisation_id THEN 'claimed' ELSE 'ended' END, ended_at = claim.claimed_at, ended_by = claim.claimed_by
FROM catalog.claim
WHERE asked.state = 'open' AND claim.entry_id = asked.entry_id AND claim.released_at IS NOT NULL AND claim.claimed_at >= asked.assigned_at;
UPDATE catalog.claim_assignment AS asked SET state = 'ended', ended_at = now(), ended_by = 'catalog.organisation-dissolved'
FROM identity.organisation WHERE asked.state = 'open' AND organisation.id = asked.organisation_id AND organisation.dissolved_on IS NOT NULL;
