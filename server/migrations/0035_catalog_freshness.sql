-- 更新时限 (91-4.3): up to when the data of a mounted resource goes, as its steward reports it, and whether its being overdue was told.
ALTER TABLE catalog.listing
  ADD COLUMN data_on date,
  -- The moment of that day, for data in real time.
  ADD COLUMN data_at timestamptz,
  ADD COLUMN reported_at timestamptz,
  -- Told once for each time that the data is overdue; the next report begins anew.
  ADD COLUMN stale_told boolean NOT NULL DEFAULT false,
  ADD CHECK ((data_on IS NULL) = (reported_at IS NULL) AND (data_at IS NULL OR data_on IS NOT NULL)),
  ADD CHECK (NOT stale_told OR state IN ('mounted', 'interrupted'));
CREATE INDEX listing_not_told ON catalog.listing (entry_id) WHERE state IN ('mounted', 'interrupted') AND NOT stale_told;
