-- 统一通告 (809-16, 91-3.2.1): dated, numbered and frozen prints of a region's resource catalogue and shared catalogue.
CREATE TABLE catalog.edition (
  id uuid PRIMARY KEY,
  region_code text NOT NULL,
  year integer NOT NULL,
  no integer NOT NULL CHECK (no > 0),
  issued_on date NOT NULL,
  issued_at timestamptz NOT NULL,
  issued_by text NOT NULL,
  organisation_name text NOT NULL,
  opinion text NOT NULL,
  -- SM3 over the canonical text of the whole edition: what the evidence names too.
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  former_id uuid REFERENCES catalog.edition (id),
  resource_count integer NOT NULL,
  shared_count integer NOT NULL,
  denied_count integer NOT NULL,
  added_count integer NOT NULL,
  changed_count integer NOT NULL,
  -- What the former edition held and this one does not: entryId, code, name, provider.
  removed jsonb NOT NULL,
  CHECK (shared_count + denied_count <= resource_count),
  CHECK (added_count + changed_count <= resource_count),
  UNIQUE (region_code, year, no)
);

CREATE TABLE catalog.edition_line (
  edition_id uuid NOT NULL REFERENCES catalog.edition (id),
  position integer NOT NULL CHECK (position > 0),
  entry_id uuid NOT NULL,
  shared boolean NOT NULL,
  -- The entry as it stood: what 91-3.2.1 names, and of a denial its name, reason and basis only.
  line jsonb NOT NULL,
  change text NOT NULL CHECK (change IN ('added', 'changed', 'same')),
  changed_fields text[] NOT NULL,
  CHECK ((change = 'changed') = (cardinality(changed_fields) > 0)),
  PRIMARY KEY (edition_id, position),
  UNIQUE (edition_id, entry_id)
);

-- An edition is never changed: whoever has its print finds the same here.
CREATE FUNCTION catalog.keep_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an edition is never changed';
END
$$;
CREATE TRIGGER edition_kept BEFORE UPDATE OR DELETE ON catalog.edition FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();
CREATE TRIGGER edition_line_kept BEFORE UPDATE OR DELETE ON catalog.edition_line FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();
