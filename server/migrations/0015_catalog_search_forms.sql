-- Search by sound and in memory: how each searched text is read, and which transaction wrote a document last.
ALTER TABLE catalog.search_document
  -- Pinyin of name, department names and items, in this order, one syllable a character; a job reads entries of before.
  ADD COLUMN readings text[] NOT NULL DEFAULT '{}',
  ADD COLUMN readings_version integer NOT NULL DEFAULT 0,
  -- What a snapshot taken earlier does not see in here is new to whoever took it.
  ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();

-- By trigger, because the release before this one writes documents too while both run, and knows nothing of the new columns.
CREATE FUNCTION catalog.mark_search_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed := pg_current_xact_id();
  IF TG_OP = 'UPDATE' AND NEW.readings = OLD.readings AND (NEW.name, NEW.provider_names, NEW.items) IS DISTINCT FROM (OLD.name, OLD.provider_names, OLD.items) THEN
    NEW.readings := '{}';
    NEW.readings_version := 0;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER search_document_changes BEFORE INSERT OR UPDATE ON catalog.search_document FOR EACH ROW EXECUTE FUNCTION catalog.mark_search_document();

CREATE INDEX search_document_changed ON catalog.search_document (changed);
CREATE INDEX search_document_readings ON catalog.search_document (readings_version, entry_id);
