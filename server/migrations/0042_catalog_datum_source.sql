-- 数据来源 (91-4.1): where an entry's datum comes from, written down when its department cites the source that a finding named.
CREATE TABLE catalog.datum_source (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  finding_id uuid NOT NULL REFERENCES catalog.finding (id),
  place text NOT NULL CHECK (place IN ('entry', 'item', 'field')),
  -- The item or form field, 0 for the whole entry, and what it is called.
  no integer NOT NULL CHECK (no BETWEEN 0 AND 9999),
  name text NOT NULL,
  -- What holds it, with its names on that day.
  element_id uuid REFERENCES catalog.element (id),
  source_entry_id uuid REFERENCES catalog.entry (id),
  source_item_no integer,
  source_name text NOT NULL,
  source_item_name text NOT NULL,
  organisation_id uuid NOT NULL,
  organisation_name text NOT NULL,
  -- Holds from the revision in which it was cited, until before the one in which it was taken back.
  from_revision integer NOT NULL,
  ended_revision integer,
  cited_at timestamptz NOT NULL,
  CHECK ((place = 'entry') = (no = 0)),
  CHECK (element_id IS NOT NULL OR source_entry_id IS NOT NULL),
  CHECK (source_item_no IS NULL OR source_entry_id IS NOT NULL),
  CHECK (ended_revision > from_revision)
);
CREATE UNIQUE INDEX datum_source_standing ON catalog.datum_source (finding_id, place, no) WHERE ended_revision IS NULL;
CREATE INDEX datum_source_of_entry ON catalog.datum_source (entry_id);
CREATE INDEX datum_source_target ON catalog.datum_source (source_entry_id);
