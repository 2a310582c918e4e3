-- When the database itself stored a head. The time inside a head never falls, whatever the clock does, so it cannot say how long ago that was.
-- Heads from before this have none: nothing is rewritten, and whoever asks counts from when it first saw them.
ALTER TABLE audit.head ADD COLUMN stored_at timestamptz;
ALTER TABLE audit.head ALTER COLUMN stored_at SET DEFAULT clock_timestamp();
