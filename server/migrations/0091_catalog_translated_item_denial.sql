-- The reason for which a single item is denied is translated like that of a whole entry (91-3.1, 91-7.1.1): everyone reads it in Chinese.
ALTER TABLE catalog.translated_field DROP CONSTRAINT translated_field_field_check;
ALTER TABLE catalog.translated_field ADD CONSTRAINT translated_field_field_check
  CHECK (field ~ '^(name|abstract|useConditions|denialReason|conditions/\d{1,2}|items/\d{1,3}/(name|meaning|denial))$');

-- Translations that were begun before lack what wants a translation now.
UPDATE catalog.translation SET missing = missing + wanted.reasons,
  state = CASE WHEN stale > 0 THEN 'stale' WHEN draft + translated + reviewed = 0 THEN 'missing' ELSE 'draft' END
FROM (
  SELECT entry.id AS entry_id, count(*)::int AS reasons
  FROM catalog.entry
  JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no AND revision.fields ->> 'shareType' <> 'denied'
  JOIN catalog.item ON item.entry_id = entry.id AND item.revision_no = entry.live_no AND item.share_type = 'denied' AND btrim(item.denial_reason) <> ''
  GROUP BY entry.id
) wanted
WHERE translation.entry_id = wanted.entry_id;
