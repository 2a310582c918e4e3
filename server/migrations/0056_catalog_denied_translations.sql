-- Search finds nothing by the name of a denied item, in no language (91-3.1); what was indexed of such names before leaves the index.
UPDATE catalog.search_document document SET translations = (
  SELECT jsonb_object_agg(language, texts || jsonb_build_object('items', (
    SELECT coalesce(jsonb_agg(indexed.said), '[]') FROM jsonb_array_elements_text(coalesce(texts -> 'items', '[]')) AS indexed (said)
    WHERE indexed.said NOT IN (
      SELECT normalize(written.said, NFC) FROM catalog.translated_field field
      CROSS JOIN LATERAL unnest(ARRAY[field.text, coalesce(field.shown ->> 'text', field.text)]) AS written (said)
      JOIN catalog.item ON item.entry_id = field.entry_id AND field.field = format('items/%s/name', item.no)
      JOIN catalog.entry ON entry.id = item.entry_id AND entry.live_no = item.revision_no
      WHERE field.entry_id = document.entry_id AND field.language = spoken.language AND item.share_type = 'denied'))))
  FROM jsonb_each(document.translations) AS spoken (language, texts))
WHERE document.translations <> '{}' AND EXISTS (
  SELECT 1 FROM catalog.item JOIN catalog.entry ON entry.id = item.entry_id AND entry.live_no = item.revision_no
  WHERE item.entry_id = document.entry_id AND item.share_type = 'denied');
