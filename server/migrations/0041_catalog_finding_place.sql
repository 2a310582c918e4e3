-- Findings on fields of the form by which an entry is collected (91-4.1), beside those on the entry and on its items.
ALTER TABLE catalog.finding ADD COLUMN place text NOT NULL DEFAULT 'entry' CHECK (place IN ('entry', 'item', 'field'));
UPDATE catalog.finding SET place = 'item' WHERE kind = 'element';
ALTER TABLE catalog.finding ALTER COLUMN place DROP DEFAULT;
ALTER TABLE catalog.finding DROP CONSTRAINT finding_check3;
ALTER TABLE catalog.finding DROP CONSTRAINT finding_item_no_check;
ALTER TABLE catalog.finding ADD CHECK (item_no BETWEEN 0 AND 9999);
ALTER TABLE catalog.finding ADD CHECK ((place = 'entry') = (item_no = 0));
-- A data element is held by an item or a form field, never by a whole entry; another entry is held whole, or by a field of the form.
ALTER TABLE catalog.finding ADD CHECK ((kind = 'element' AND place <> 'entry') OR (kind = 'entry' AND place <> 'item'));
ALTER TABLE catalog.finding DROP CONSTRAINT finding_entry_id_kind_target_id_item_no_key;
ALTER TABLE catalog.finding ADD UNIQUE (entry_id, kind, target_id, place, item_no);
