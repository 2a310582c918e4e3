-- What one person keeps for themselves: questions about entries, entries that they watch, and what was found since they last looked.
CREATE TABLE catalog.saved_search (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL,
  name text NOT NULL,
  query jsonb NOT NULL,
  is_subscribed boolean NOT NULL,
  saved_at timestamptz NOT NULL,
  UNIQUE (person_id, name)
);
CREATE INDEX saved_search_subscribed ON catalog.saved_search (id) WHERE is_subscribed;
CREATE TABLE catalog.saved_search_hit (
  search_id uuid NOT NULL REFERENCES catalog.saved_search (id) ON DELETE CASCADE,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  PRIMARY KEY (search_id, entry_id)
);
CREATE TABLE catalog.watched_entry (
  person_id uuid NOT NULL,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  since timestamptz NOT NULL,
  PRIMARY KEY (person_id, entry_id)
);
CREATE INDEX watched_entry_by_entry ON catalog.watched_entry (entry_id);
-- How far in the change feed subscribers have been told; moved in the transaction that tells them.
CREATE TABLE catalog.subscribers_told (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  position bigint NOT NULL CHECK (position >= 0)
);
INSERT INTO catalog.subscribers_told (position)
  SELECT coalesce((SELECT position FROM platform.feed_position WHERE topic = 'catalog.change'), 0);
