-- 91-7.1.1: the reviewed texts beside the lines of an edition, frozen with it and sealed apart: the Chinese alone has legal force.
CREATE TABLE catalog.edition_language (
  edition_id uuid NOT NULL REFERENCES catalog.edition (id),
  language text NOT NULL CHECK (language IN ('ug', 'en')),
  -- SM3 over the canonical text of the language, which names the digest of the Chinese: what the evidence names too.
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  -- Lines of which anything, and of which everything, stands in the language.
  begun_count integer NOT NULL CHECK (begun_count > 0),
  whole_count integer NOT NULL CHECK (whole_count BETWEEN 0 AND begun_count),
  PRIMARY KEY (edition_id, language)
);

CREATE TABLE catalog.edition_text (
  edition_id uuid NOT NULL,
  language text NOT NULL,
  position integer NOT NULL,
  texts jsonb NOT NULL,
  PRIMARY KEY (edition_id, position, language),
  FOREIGN KEY (edition_id, language) REFERENCES catalog.edition_language (edition_id, language),
  FOREIGN KEY (edition_id, position) REFERENCES catalog.edition_line (edition_id, position)
);

CREATE TRIGGER edition_language_kept BEFORE UPDATE OR DELETE ON catalog.edition_language
  FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();
CREATE TRIGGER edition_text_kept BEFORE UPDATE OR DELETE ON catalog.edition_text
  FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();
