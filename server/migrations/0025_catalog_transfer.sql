-- Departments are dissolved, merged or relieved of duties: their entries go to another department, which takes each over (91-3.3).
ALTER TABLE catalog.entry DROP CONSTRAINT entry_state_check;
ALTER TABLE catalog.entry ADD CONSTRAINT entry_state_check CHECK (state IN (
  'unpublished', 'published', 'change-pending', 'suspended', 'retire-pending', 'retired', 'restore-pending', 'legacy-incomplete', 'withdrawn',
  'orphaned', 'transfer-pending'));
ALTER TABLE catalog.entry DROP CONSTRAINT entry_check;
ALTER TABLE catalog.entry ADD CONSTRAINT entry_check CHECK (
  CASE
    WHEN state IN ('unpublished', 'withdrawn') THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NULL AND working_no IS NOT NULL
    WHEN state = 'change-pending' THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no > live_no
    -- A change that was under way stays with the entry: it is how a suspended one is put right, and what a receiving department goes on with.
    WHEN state IN ('suspended', 'orphaned', 'transfer-pending')
      THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND (working_no IS NULL OR working_no > live_no)
    WHEN state = 'legacy-incomplete' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NOT NULL AND working_no IS NULL
    ELSE resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no IS NULL
  END
);

CREATE TABLE catalog.transfer (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('dissolved', 'merged', 'relieved')),
  document_number text NOT NULL,
  decided_on date NOT NULL,
  reason text NOT NULL,
  -- Region whose authority ordered it.
  region_code text NOT NULL,
  from_org_id uuid NOT NULL,
  from_name text NOT NULL,
  ordered_by text NOT NULL,
  ordered_by_org_id uuid NOT NULL,
  ordered_by_name text NOT NULL,
  ordered_at timestamptz NOT NULL
);
CREATE INDEX transfer_of_department ON catalog.transfer (from_org_id, id);

CREATE TABLE catalog.transfer_line (
  transfer_id uuid NOT NULL REFERENCES catalog.transfer (id),
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  entry_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('orphaned', 'offered', 'accepted')),
  receiver_org_id uuid,
  receiver_name text,
  -- The receiver's last answer: by, orgId, at, opinion.
  answered jsonb,
  declined boolean NOT NULL,
  PRIMARY KEY (transfer_id, entry_id),
  CHECK ((state = 'orphaned') = (receiver_org_id IS NULL)),
  CHECK ((receiver_org_id IS NULL) = (receiver_name IS NULL)),
  CHECK (state <> 'accepted' OR (answered IS NOT NULL AND NOT declined)),
  CHECK (NOT declined OR (state = 'orphaned' AND answered IS NOT NULL))
);
-- An entry is on one way at a time.
CREATE UNIQUE INDEX transfer_line_one_open ON catalog.transfer_line (entry_id) WHERE state <> 'accepted';
CREATE INDEX transfer_line_of_receiver ON catalog.transfer_line (receiver_org_id, state);
