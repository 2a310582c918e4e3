-- A grant that has run out ends the use in the entry's "used by" register once (809-27: who still uses an entry is counted there).
ALTER TABLE sharing.share_grant ADD COLUMN use_ended boolean NOT NULL DEFAULT false;
CREATE INDEX share_grant_ran_out ON sharing.share_grant (valid_to) WHERE state = 'active' AND NOT use_ended;
