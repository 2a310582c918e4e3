-- 纳入共享目录 (91-3.1, 91-4.3, 91-5.0.2): the recorded act by which a published entry stands in the shared catalogue, on a live resource or a dated promise.
CREATE TABLE catalog.listing (
  entry_id uuid PRIMARY KEY REFERENCES catalog.entry (id),
  state text NOT NULL CHECK (state IN ('promised', 'mounted', 'interrupted', 'withdrawn')),
  -- Day of the recorded act, in the region's zone.
  listed_on date NOT NULL,
  -- Since when it is in this state.
  changed_at timestamptz NOT NULL,
  -- The promise: until when, by which mode, by which office.
  due_on date,
  mode text CHECK (mode IN ('database', 'file', 'api')),
  responsible text,
  -- How many promises were given since it was listed; none where a live resource was there from the first.
  promises integer NOT NULL CHECK (promises >= 0),
  mounted_at timestamptz,
  -- The day of the promise whose breach was told already: once for each promise.
  told_due_on date,
  CHECK (
    CASE state
      WHEN 'promised' THEN due_on IS NOT NULL AND mode IS NOT NULL AND responsible IS NOT NULL AND promises > 0 AND mounted_at IS NULL
      WHEN 'withdrawn' THEN due_on IS NULL AND mode IS NULL AND responsible IS NULL AND mounted_at IS NULL
      ELSE due_on IS NULL AND mode IS NULL AND responsible IS NULL AND mounted_at IS NOT NULL
    END
  ),
  CHECK (told_due_on IS NULL OR (state = 'promised' AND told_due_on = due_on))
);
CREATE INDEX listing_due ON catalog.listing (due_on) WHERE state = 'promised' AND told_due_on IS NULL;
