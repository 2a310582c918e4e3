-- A suspended entry may be retired: the order of suspension stands behind the request and rests while the entry is out of the catalogue.
-- What no department has, and none is to have, is retired by the authority's leader: its line of the transfer ends with it (91-3.3).
ALTER TABLE catalog.status_change DROP CONSTRAINT status_change_outcome_check;
ALTER TABLE catalog.status_change ADD CONSTRAINT status_change_outcome_check CHECK (outcome IN ('approved', 'declined', 'withdrawn', 'lifted', 'ordered'));
ALTER TABLE catalog.status_change ADD CONSTRAINT status_change_ordered CHECK (outcome <> 'ordered' OR kind = 'retirement');
-- Nobody decides on their own request; an order is nobody's request.
ALTER TABLE catalog.status_change DROP CONSTRAINT status_change_check4;
ALTER TABLE catalog.status_change ADD CONSTRAINT status_change_check4
  CHECK (outcome IS NULL OR outcome IN ('withdrawn', 'lifted', 'ordered') OR ended ->> 'by' <> begun ->> 'by');
DROP INDEX catalog.status_change_one_open;
CREATE UNIQUE INDEX status_change_one_open ON catalog.status_change (entry_id, (kind = 'suspension')) WHERE outcome IS NULL;

ALTER TABLE catalog.transfer_line DROP CONSTRAINT transfer_line_state_check;
ALTER TABLE catalog.transfer_line ADD CONSTRAINT transfer_line_state_check CHECK (state IN ('orphaned', 'offered', 'accepted', 'retired'));
ALTER TABLE catalog.transfer_line DROP CONSTRAINT transfer_line_check;
ALTER TABLE catalog.transfer_line ADD CONSTRAINT transfer_line_check CHECK ((state IN ('orphaned', 'retired')) = (receiver_org_id IS NULL));
ALTER TABLE catalog.transfer_line DROP CONSTRAINT transfer_line_check3;
ALTER TABLE catalog.transfer_line ADD CONSTRAINT transfer_line_check3
  CHECK (NOT declined OR (state IN ('orphaned', 'retired') AND answered IS NOT NULL));
DROP INDEX catalog.transfer_line_one_open;
CREATE UNIQUE INDEX transfer_line_one_open ON catalog.transfer_line (entry_id) WHERE state IN ('orphaned', 'offered');

CREATE OR REPLACE FUNCTION catalog.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
      WHEN NEW.state = 'retired' AND OLD.state IN ('retire-pending', 'orphaned') THEN 'retired'
      -- Restored under an order of suspension that stands: what matters first is that it is there again.
      WHEN OLD.state = 'restore-pending' AND NEW.state IN ('published', 'suspended') THEN 'restored'
      -- A request to retire what is suspended, turned down: it was suspended all the while.
      WHEN NEW.state = 'suspended' AND OLD.state NOT IN ('suspended', 'retire-pending') THEN 'suspended'
      WHEN OLD.state = 'suspended' AND NEW.state IN ('published', 'change-pending') THEN 'lifted'
      WHEN NEW.live_no IS DISTINCT FROM OLD.live_no THEN 'in-force'
      -- An imported entry has no versions: its one text changes in place.
      WHEN NEW.state = 'legacy-incomplete' AND NEW.revision <> OLD.revision THEN 'in-force'
    END AS change) told WHERE told.change IS NOT NULL;
  RETURN NULL;
END $$;
