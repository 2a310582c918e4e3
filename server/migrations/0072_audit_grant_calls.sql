-- What was called under a grant is counted each month and sampled (809-29): found by grant and time, beside what already finds acts.
CREATE INDEX CONCURRENTLY leaf_grant ON audit.leaf (grant_id, at) WHERE grant_id IS NOT NULL;
