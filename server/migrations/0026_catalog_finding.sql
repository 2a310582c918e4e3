-- What the comparison of a draft with everything that other departments published found (91-4.1), and the department's answers.
CREATE TABLE catalog.finding (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  kind text NOT NULL CHECK (kind IN ('entry')),
  -- What holds the datum already: another entry.
  target_id uuid NOT NULL,
  -- The draft's item that is concerned; 0 for the whole entry.
  item_no integer NOT NULL DEFAULT 0 CHECK (item_no BETWEEN 0 AND 999),
  relation text NOT NULL CHECK (relation IN ('same', 'slice', 'held')),
  -- Both sides as they were compared: names, shared terms, matched items, parts of the score.
  evidence jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'cited', 'argued', 'gone')),
  found_at timestamptz NOT NULL,
  -- by, orgId, at, opinion; kept when the finding is gone, for it may be found again.
  answered jsonb,
  CHECK (state NOT IN ('cited', 'argued') OR answered IS NOT NULL),
  CHECK (state <> 'open' OR answered IS NULL),
  CHECK (state <> 'argued' OR answered ->> 'opinion' <> ''),
  UNIQUE (entry_id, kind, target_id, item_no)
);
CREATE INDEX finding_open ON catalog.finding (entry_id) WHERE state = 'open';
CREATE INDEX finding_target ON catalog.finding (target_id);
-- Which published entries hold items of these names.
CREATE INDEX item_name ON catalog.item (name_zh);
