-- A running grant is renewed or changed by an application that takes over from it (809-25); its end is told before it comes.
ALTER TABLE sharing.application ADD COLUMN renews_grant_id uuid REFERENCES sharing.share_grant;
-- The version that it took over from, once it was agreed to.
ALTER TABLE sharing.application ADD COLUMN renews_version integer;
ALTER TABLE sharing.application ADD CONSTRAINT application_renewed CHECK (renews_version IS NULL OR (renews_grant_id IS NOT NULL AND decided_at IS NOT NULL));
-- One renewal of a grant is under way at a time.
CREATE UNIQUE INDEX application_renewal_under_way ON sharing.application (renews_grant_id)
  WHERE renews_grant_id IS NOT NULL AND decided_at IS NULL AND state <> 'withdrawn';

-- For which last instant the coming end was told.
ALTER TABLE sharing.share_grant ADD COLUMN end_told_for timestamptz;
CREATE INDEX share_grant_end_untold ON sharing.share_grant (valid_to) WHERE state = 'active';
