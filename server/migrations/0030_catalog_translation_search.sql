-- Entries are found and shown in other languages: what readers may read of name, summary and items, by language, each with its mark.
ALTER TABLE catalog.search_document ADD COLUMN translations jsonb NOT NULL DEFAULT '{}';
