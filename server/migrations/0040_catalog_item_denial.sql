-- 不予共享 item by item (91-3.1, 809-15): each denied item carries its own reason and bases, and the authority's leader rules on each.
ALTER TABLE catalog.item ADD COLUMN denial_reason text;

-- A basis of the entry as a whole, or of the item at this place of its revision.
ALTER TABLE catalog.denial_basis ADD COLUMN item_position integer;
ALTER TABLE catalog.denial_basis ADD CONSTRAINT denial_basis_item_fkey
  FOREIGN KEY (entry_id, revision_no, item_position) REFERENCES catalog.item (entry_id, revision_no, "position");

-- Where single items of a shared entry rested on the entry's bases, each now carries them itself; an entry denied as a whole keeps its own.
CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
  SELECT item.entry_id, item.revision_no, item."position", revision.fields ->> 'denialReason' AS reason
  FROM catalog.item JOIN catalog.revision ON revision.entry_id = item.entry_id AND revision.no = item.revision_no
  WHERE item.share_type = 'denied' AND revision.fields ->> 'shareType' IS DISTINCT FROM 'denied'
    AND EXISTS (SELECT 1 FROM catalog.denial_basis basis WHERE basis.entry_id = item.entry_id AND basis.revision_no = item.revision_no);
UPDATE catalog.item SET denial_reason = left(coalesce(moved.reason, ''), 1000) FROM moved
  WHERE item.entry_id = moved.entry_id AND item.revision_no = moved.revision_no AND item."position" = moved."position";
INSERT INTO catalog.denial_basis (entry_id, revision_no, "position", item_position, article_id, kind, title, doc_no, article, quotation, effective_on, url)
  SELECT entry_id, revision_no, 1000 + row_number() OVER (PARTITION BY entry_id, revision_no ORDER BY item_position, place), item_position, article_id, kind,
    title, doc_no, article, quotation, effective_on, url
  FROM (
    SELECT basis.entry_id, basis.revision_no, moved."position" AS item_position, basis."position" AS place, basis.article_id, basis.kind, basis.title, basis.doc_no,
      basis.article, basis.quotation, basis.effective_on, basis.url,
      row_number() OVER (PARTITION BY moved.entry_id, moved.revision_no, moved."position" ORDER BY basis."position") AS at
    FROM moved JOIN catalog.denial_basis basis ON basis.entry_id = moved.entry_id AND basis.revision_no = moved.revision_no AND basis.item_position IS NULL
  ) copied WHERE at <= 5;
DELETE FROM catalog.denial_basis basis WHERE item_position IS NULL
  AND EXISTS (SELECT 1 FROM moved WHERE moved.entry_id = basis.entry_id AND moved.revision_no = basis.revision_no);

-- What the leader said of each denial, round by round: a revision that was sent back comes again. `item_no` null: the entry as a whole.
CREATE TABLE catalog.denial_ruling (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL,
  revision_no integer NOT NULL,
  item_no integer,
  verdict text NOT NULL CHECK (verdict IN ('upheld', 'rejected')),
  until date CHECK (until IS NULL OR verdict = 'upheld'),
  opinion text NOT NULL,
  ruled_at timestamptz NOT NULL,
  ruled_by text NOT NULL,
  org_id uuid NOT NULL,
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no)
);
CREATE UNIQUE INDEX denial_ruling_once ON catalog.denial_ruling (entry_id, revision_no, ruled_at, coalesce(item_no, 0));

-- A place that rests on an article names the item that is denied on it.
UPDATE catalog.revision_case SET rests_on = (SELECT jsonb_agg('{"item": null}'::jsonb || place) FROM jsonb_array_elements(rests_on) place)
  WHERE jsonb_array_length(rests_on) > 0;
