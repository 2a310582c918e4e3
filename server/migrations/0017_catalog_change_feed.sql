-- Change feed of the catalogue: whatever writes an entry, its change is told. A change is noted in the transaction that makes it and takes
-- its position (platform.feed, topic catalog.change) in a short transaction after the commit, so that positions are in commit order.
CREATE TABLE catalog.noted_change (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id uuid NOT NULL,
  change text NOT NULL CHECK (change IN ('in-force', 'provider-changed', 'suspended', 'lifted', 'retired', 'restored', 'removed'))
);

CREATE FUNCTION catalog.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.live_no IS NOT NULL THEN
      INSERT INTO catalog.noted_change (entry_id, change) VALUES (NEW.id, 'in-force');
    END IF;
    RETURN NULL;
  END IF;
  IF NEW.live_no IS NOT NULL AND NEW.provider_org_id <> OLD.provider_org_id THEN
    INSERT INTO catalog.noted_change (entry_id, change) VALUES (NEW.id, 'provider-changed');
  END IF;
  INSERT INTO catalog.noted_change (entry_id, change)
    SELECT NEW.id, told.change FROM (SELECT CASE
      WHEN NEW.live_no IS NULL AND OLD.live_no IS NOT NULL THEN 'removed'
      WHEN NEW.state = 'retired' AND OLD.state = 'retire-pending' THEN 'retired'
      WHEN NEW.state = 'suspended' AND OLD.state <> 'suspended' THEN 'suspended'
      WHEN OLD.state = 'suspended' AND NEW.state IN ('published', 'change-pending') THEN 'lifted'
      WHEN OLD.state = 'restore-pending' AND NEW.state = 'published' THEN 'restored'
      WHEN NEW.live_no IS DISTINCT FROM OLD.live_no THEN 'in-force'
      -- An imported entry has no versions: its one text changes in place.
      WHEN NEW.state = 'legacy-incomplete' AND NEW.revision <> OLD.revision THEN 'in-force'
    END AS change) told WHERE told.change IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER entry_change_noted AFTER INSERT OR UPDATE ON catalog.entry FOR EACH ROW EXECUTE FUNCTION catalog.note_change();

-- A reader that begins at the start learns of everything that stands already.
INSERT INTO catalog.noted_change (entry_id, change) SELECT id, 'in-force' FROM catalog.entry WHERE live_no IS NOT NULL AND state <> 'retired' ORDER BY id;
