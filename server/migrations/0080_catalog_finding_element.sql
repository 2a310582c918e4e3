-- A finding of a data element is one for its entry, whichever items hold the element: the items may come and go, and its answer stays. Findings on
-- form fields stay each with its field. What is gone is kept, also where an element was once found by another item.
ALTER TABLE catalog.finding DROP CONSTRAINT finding_entry_id_kind_target_id_place_item_no_key;
CREATE UNIQUE INDEX finding_once ON catalog.finding (entry_id, kind, target_id, place, item_no) WHERE place <> 'item';
CREATE UNIQUE INDEX finding_element_once ON catalog.finding (entry_id, target_id) WHERE place = 'item' AND state <> 'gone';
-- By which the findings of an entry are read.
CREATE INDEX finding_of_entry ON catalog.finding (entry_id);
