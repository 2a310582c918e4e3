-- Data elements: one datum each, with the department that the authority designated as its source (91-4.1, 809-19), and the history of that.
CREATE TABLE catalog.element (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL UNIQUE,
  definition text NOT NULL,
  data_type text NOT NULL,
  code_set text,
  synonyms text[] NOT NULL,
  registered_at timestamptz NOT NULL
);
CREATE TABLE catalog.designation (
  id uuid PRIMARY KEY,
  element_id uuid NOT NULL REFERENCES catalog.element (id),
  organisation_id uuid NOT NULL,
  organisation_name text NOT NULL,
  region_code text NOT NULL,
  decision_no text NOT NULL CHECK (decision_no <> ''),
  decided_on date NOT NULL,
  -- by, orgId, at, opinion.
  designated jsonb NOT NULL,
  -- Set when another department takes its place.
  ended_on date CHECK (ended_on >= decided_on)
);
-- One source a region.
CREATE UNIQUE INDEX designation_one_open ON catalog.designation (element_id, region_code) WHERE ended_on IS NULL;
CREATE INDEX item_data_element ON catalog.item (data_element) WHERE data_element IS NOT NULL;

ALTER TABLE catalog.finding DROP CONSTRAINT finding_kind_check;
ALTER TABLE catalog.finding ADD CONSTRAINT finding_kind_check CHECK (kind IN ('entry', 'element'));
ALTER TABLE catalog.finding ADD CHECK ((kind = 'element') = (item_no > 0));
