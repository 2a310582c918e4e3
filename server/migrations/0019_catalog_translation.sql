-- The catalogue in Uyghur and English (91-7.1.1): beside each Chinese text of an entry in force its translation, with a state of its own.
CREATE TABLE catalog.translation (
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  language text NOT NULL CHECK (language IN ('ug', 'en')),
  -- Rises with every change: the value of If-Match.
  revision integer NOT NULL CHECK (revision > 0),
  -- Fields of the version in force by their state; the entry's own state is the most urgent among them.
  missing integer NOT NULL CHECK (missing >= 0),
  draft integer NOT NULL CHECK (draft >= 0),
  translated integer NOT NULL CHECK (translated >= 0),
  reviewed integer NOT NULL CHECK (reviewed >= 0),
  stale integer NOT NULL CHECK (stale >= 0),
  state text NOT NULL CHECK (state = CASE
    WHEN stale > 0 THEN 'stale'
    WHEN draft + translated + reviewed = 0 THEN 'missing'
    WHEN missing + draft > 0 THEN 'draft'
    WHEN translated > 0 THEN 'translated'
    ELSE 'reviewed'
  END),
  PRIMARY KEY (entry_id, language)
);

CREATE TABLE catalog.translated_field (
  entry_id uuid NOT NULL,
  language text NOT NULL,
  field text NOT NULL CHECK (field ~ '^(name|abstract|useConditions|denialReason|conditions/\d{1,2}|items/\d{1,3}/(name|meaning))$'),
  state text NOT NULL CHECK (state IN ('draft', 'translated', 'reviewed', 'stale')),
  text text NOT NULL CHECK (text <> ''),
  -- The Chinese that the text was written to: what it is compared with when the Chinese changes, and where the same Chinese is looked up.
  source_zh text NOT NULL CHECK (source_zh <> ''),
  authors text[] NOT NULL CHECK (cardinality(authors) > 0),
  written jsonb NOT NULL,
  reviewed jsonb,
  returned jsonb,
  -- What readers go on seeing while this text is on its way.
  shown jsonb,
  PRIMARY KEY (entry_id, language, field),
  FOREIGN KEY (entry_id, language) REFERENCES catalog.translation (entry_id, language),
  CHECK ((state = 'reviewed') = (reviewed IS NOT NULL)),
  -- The reviewer is not the translator.
  CHECK (reviewed IS NULL OR reviewed ->> 'by' <> ALL (authors)),
  CHECK (returned IS NULL OR state = 'draft'),
  CHECK (shown IS NULL OR state <> 'reviewed')
);
CREATE INDEX translated_field_of_chinese ON catalog.translated_field USING hash (source_zh);
