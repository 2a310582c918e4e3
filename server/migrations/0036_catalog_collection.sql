-- 采集 (91-4.1): on what basis, by which form, channel, office and how often an entry's data is collected; nothing was declared until now.
UPDATE catalog.revision SET fields = fields || '{"collection": null}' WHERE NOT fields ? 'collection';
-- What the register of law opens its lists from, as for conditions and denials.
CREATE INDEX revision_collection_article ON catalog.revision ((fields #>> '{collection,basis,articleId}'))
  WHERE fields #>> '{collection,basis,articleId}' IS NOT NULL;
