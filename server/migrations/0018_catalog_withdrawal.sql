-- A department takes back what it has sent on, gives up a change, or gives up an entry that was never published: nothing is deleted.
ALTER TABLE catalog.entry DROP CONSTRAINT entry_state_check;
ALTER TABLE catalog.entry ADD CONSTRAINT entry_state_check CHECK (state IN (
  'unpublished', 'published', 'change-pending', 'suspended', 'retire-pending', 'retired', 'restore-pending', 'legacy-incomplete', 'withdrawn'));
ALTER TABLE catalog.entry DROP CONSTRAINT entry_check;
ALTER TABLE catalog.entry ADD CONSTRAINT entry_check CHECK (
  CASE state
    WHEN 'unpublished' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NULL AND working_no IS NOT NULL
    WHEN 'withdrawn' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NULL AND working_no IS NOT NULL
    WHEN 'change-pending' THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no > live_no
    -- A change that was under way stays under way while the entry is suspended: it is how it is put right.
    WHEN 'suspended' THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND (working_no IS NULL OR working_no > live_no)
    WHEN 'legacy-incomplete' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NOT NULL AND working_no IS NULL
    ELSE resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no IS NULL
  END
);
-- The name of an entry that was given up is free again.
DROP INDEX catalog.entry_name_per_provider;
CREATE UNIQUE INDEX entry_name_per_provider ON catalog.entry (provider_org_id, name_folded) WHERE NOT sample AND state <> 'withdrawn';

ALTER TABLE catalog.revision DROP CONSTRAINT revision_check;
ALTER TABLE catalog.revision ADD CONSTRAINT revision_check CHECK (
  CASE state
    WHEN 'draft' THEN submitted IS NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    WHEN 'in-review' THEN submitted IS NOT NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    WHEN 'awaiting-signature' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    WHEN 'at-authority' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NULL AND version IS NULL
    WHEN 'awaiting-denial-verification' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NULL AND version IS NULL
    WHEN 'effective' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NOT NULL AND version IS NOT NULL
    WHEN 'superseded' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NOT NULL AND version IS NOT NULL
    WHEN 'imported' THEN submitted IS NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    WHEN 'abandoned' THEN submitted IS NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
    ELSE false
  END
);
