-- Living law: what happened to an instrument or to a department's duties, and the revision that each entry owes for it (91-3.3, 809-17).
CREATE TABLE catalog.change_event (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('instrument-amended', 'instrument-repealed', 'duties-changed', 'reorganisation')),
  title text NOT NULL,
  document_number text NOT NULL,
  changed_on date NOT NULL,
  summary text NOT NULL,
  -- What the change is to an entry: the statutory triggers of 809-17.
  trigger_kind text NOT NULL CHECK (trigger_kind IN ('law-change', 'administrative-regulation-change', 'state-council-decision', 'function-change')),
  instrument_id text,
  article_ids text[] NOT NULL,
  -- Region whose authority recorded a change of duties; law binds every region.
  region_code text,
  recorded_by text NOT NULL,
  recorded_by_org uuid,
  recorded_by_name text NOT NULL,
  recorded_at timestamptz NOT NULL,
  CHECK ((kind IN ('instrument-amended', 'instrument-repealed')) = (instrument_id IS NOT NULL)),
  CHECK ((instrument_id IS NULL) = (region_code IS NOT NULL)),
  CHECK ((kind IN ('duties-changed', 'reorganisation')) = (trigger_kind = 'function-change'))
);
CREATE INDEX change_event_latest ON catalog.change_event (recorded_at DESC, id DESC);

CREATE TABLE catalog.revision_case (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL REFERENCES catalog.change_event (id),
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  -- Rises with every step: the value of If-Match.
  revision integer NOT NULL CHECK (revision > 0),
  state text NOT NULL,
  -- Which condition, denial or basis of the content in force rests on what changed, in the words of that day.
  rests_on jsonb NOT NULL,
  opened_at timestamptz NOT NULL,
  -- The revision that puts the entry right.
  revision_no integer,
  -- Acts: by, orgId, at, opinion.
  reported jsonb,
  declined jsonb,
  extension jsonb,
  outcome text CHECK (outcome IN ('revised', 'unchanged', 'entry-retired')),
  ended jsonb,
  UNIQUE (event_id, entry_id),
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no),
  CHECK ((outcome IS NOT NULL) = (state = 'closed') AND (ended IS NOT NULL) = (state = 'closed')),
  -- The machine's states, each with exactly what leads to it.
  CONSTRAINT revision_case_state CHECK (
    CASE state
      WHEN 'open' THEN revision_no IS NULL AND reported IS NULL
      WHEN 'in-hand' THEN revision_no IS NOT NULL AND reported IS NULL
      WHEN 'reported' THEN revision_no IS NOT NULL AND reported IS NOT NULL
      WHEN 'unchanged-reported' THEN revision_no IS NULL AND reported IS NOT NULL
      WHEN 'closed' THEN
        CASE outcome
          WHEN 'revised' THEN revision_no IS NOT NULL AND reported IS NOT NULL
          WHEN 'unchanged' THEN revision_no IS NULL AND reported IS NOT NULL
          ELSE true
        END
      ELSE false
    END
  ),
  -- Who reports that nothing changes does not confirm it.
  CHECK (outcome IS DISTINCT FROM 'unchanged' OR ended ->> 'by' <> reported ->> 'by')
);
CREATE INDEX revision_case_of_entry ON catalog.revision_case (entry_id) WHERE state <> 'closed';
CREATE INDEX revision_case_of_event ON catalog.revision_case (event_id, id);

-- Which articles the versions in force rest on, by place: what the register of law opens its lists from.
CREATE INDEX condition_article ON catalog.condition (basis_article_id) WHERE basis_article_id IS NOT NULL;
CREATE INDEX denial_basis_article ON catalog.denial_basis (article_id) WHERE article_id IS NOT NULL;

-- The register names what is in force; until now a submitted change stood there in the place of the version in force.
DELETE FROM law.citation WHERE by_module = 'catalog' AND by_kind = 'entry';
INSERT INTO law.citation (by_module, by_kind, by_id, article_id, cited_at)
SELECT DISTINCT 'catalog', 'entry', r.entry_id::text, basis.article_id, now()
FROM catalog.revision r
JOIN (
  SELECT entry_id, revision_no, basis_article_id AS article_id FROM catalog.condition
  UNION ALL SELECT entry_id, revision_no, article_id FROM catalog.denial_basis
) basis ON basis.entry_id = r.entry_id AND basis.revision_no = r.no
JOIN law.article ON article.id = basis.article_id
WHERE r.state = 'effective';
