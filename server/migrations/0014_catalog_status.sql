-- The whole life of an entry: retirement with its successor, restoration, suspension by the authority (809-27, 91-7.3).
ALTER TABLE catalog.entry DROP CONSTRAINT entry_state_check;
ALTER TABLE catalog.entry ADD CONSTRAINT entry_state_check CHECK (state IN (
  'unpublished', 'published', 'change-pending', 'suspended', 'retire-pending', 'retired', 'restore-pending', 'legacy-incomplete'));
ALTER TABLE catalog.entry DROP CONSTRAINT entry_check;
ALTER TABLE catalog.entry ADD CONSTRAINT entry_check CHECK (
  CASE state
    WHEN 'unpublished' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NULL AND working_no IS NOT NULL
    WHEN 'change-pending' THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no > live_no
    -- A change that was under way stays under way while the entry is suspended: it is how it is put right.
    WHEN 'suspended' THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND (working_no IS NULL OR working_no > live_no)
    WHEN 'legacy-incomplete' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NOT NULL AND working_no IS NULL
    ELSE resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no IS NULL
  END
);

CREATE TABLE catalog.status_change (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  kind text NOT NULL CHECK (kind IN ('retirement', 'restoration', 'suspension')),
  reason text NOT NULL,
  due_on date,
  successor_id uuid REFERENCES catalog.entry (id),
  -- Who asked or ordered, and who decided, took it back or lifted it: by, orgId, at, opinion.
  begun jsonb NOT NULL,
  begun_by_name text NOT NULL,
  ended jsonb,
  outcome text CHECK (outcome IN ('approved', 'declined', 'withdrawn', 'lifted')),
  CHECK ((ended IS NULL) = (outcome IS NULL)),
  CHECK ((kind = 'suspension') = (outcome = 'lifted') OR outcome IS NULL),
  CHECK (successor_id IS NULL OR (kind = 'retirement' AND successor_id <> entry_id)),
  CHECK ((kind = 'restoration') = (due_on IS NULL)),
  -- Nobody decides on their own request.
  CHECK (outcome IS NULL OR outcome IN ('withdrawn', 'lifted') OR ended ->> 'by' <> begun ->> 'by')
);
CREATE UNIQUE INDEX status_change_one_open ON catalog.status_change (entry_id) WHERE outcome IS NULL;
CREATE INDEX status_change_of_entry ON catalog.status_change (entry_id, id);
