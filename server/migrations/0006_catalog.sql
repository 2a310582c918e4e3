-- Catalogue: entries, their revisions, search, standing consents and the register of who uses an entry (91-3, 809-12..17).
CREATE SCHEMA catalog;

-- Classification: 类 (1 digit), 项 (3), 目 (6). Codes of 目 are the region's to assign; 000 is "not divided further" until then.
CREATE TABLE catalog.category (
  code text PRIMARY KEY CHECK (code ~ '^[123](\d{2}(\d{3})?)?$'),
  parent text REFERENCES catalog.category (code),
  name_zh text NOT NULL,
  name_en text NOT NULL
);

INSERT INTO catalog.category (code, parent, name_zh, name_en) VALUES
  ('1', NULL, '基础信息资源', 'Base information'),
  ('2', NULL, '主题信息资源', 'Themes'),
  ('3', NULL, '部门信息资源', 'Departments'),
  ('101', '1', '人口', 'Population'),
  ('102', '1', '法人单位', 'Legal entities'),
  ('103', '1', '自然资源和空间地理', 'Natural resources and geography'),
  ('104', '1', '社会信用', 'Social credit'),
  ('105', '1', '电子证照', 'Electronic licences'),
  ('201', '2', '公共服务', 'Public services'),
  ('202', '2', '健康保障', 'Health'),
  ('203', '2', '社会保障', 'Social security'),
  ('204', '2', '食品药品安全', 'Food and drug safety'),
  ('205', '2', '安全生产', 'Work safety'),
  ('206', '2', '价格监管', 'Price supervision'),
  ('207', '2', '能源安全', 'Energy security'),
  ('208', '2', '信用体系', 'Credit system'),
  ('209', '2', '城乡建设', 'Urban and rural construction'),
  ('210', '2', '社区治理', 'Community governance'),
  ('211', '2', '生态环保', 'Environment'),
  ('212', '2', '应急维稳', 'Emergency response'),
  ('301', '3', '党中央', 'Central Party organs'),
  ('302', '3', '全国人大常委会', 'Standing Committee of the National People’s Congress'),
  ('303', '3', '国务院', 'State Council'),
  ('304', '3', '全国政协', 'National Committee of the CPPCC'),
  ('305', '3', '最高人民法院', 'Supreme People’s Court'),
  ('306', '3', '最高人民检察院', 'Supreme People’s Procuratorate'),
  ('307', '3', '省(自治区、直辖市)及其下各级政务部门', 'Departments of provinces and below'),
  ('308', '3', '计划单列市及其下各级政务部门', 'Departments of separately planned cities and below');
INSERT INTO catalog.category (code, parent, name_zh, name_en)
  SELECT code || '000', code, name_zh || '(未分目)', name_en || ' (undivided)' FROM catalog.category WHERE length(code) = 3;

CREATE TABLE catalog.entry (
  id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('unpublished', 'published', 'change-pending', 'legacy-incomplete')),
  -- Rises with every change of the entry or of its revisions: the value of If-Match.
  revision integer NOT NULL CHECK (revision > 0),
  provider_org_id uuid NOT NULL,
  provider_name text NOT NULL,
  provider_aliases text[] NOT NULL DEFAULT '{}',
  provider_uscc text,
  region_code text NOT NULL,
  sample boolean NOT NULL,
  -- Name of the content in force, else of the draft; folded for comparison.
  name_folded text NOT NULL,
  resource_code text UNIQUE CHECK (resource_code ~ '^[123]\d{5}\d*/\d+$'),
  published_on date,
  live_no integer,
  working_no integer,
  source text,
  source_id text,
  source_raw jsonb,
  -- Days that the row itself states: an import is no publication here.
  source_published_on date,
  source_updated_on date,
  CHECK (
    CASE state
      WHEN 'unpublished' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NULL AND working_no IS NOT NULL
      WHEN 'published' THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no IS NULL
      WHEN 'change-pending' THEN resource_code IS NOT NULL AND published_on IS NOT NULL AND live_no IS NOT NULL AND working_no > live_no
      WHEN 'legacy-incomplete' THEN resource_code IS NULL AND published_on IS NULL AND live_no IS NOT NULL AND working_no IS NULL
    END
  ),
  CHECK ((state = 'legacy-incomplete') = (source IS NOT NULL)),
  CHECK ((source IS NULL) = (source_id IS NULL))
);
CREATE UNIQUE INDEX entry_name_per_provider ON catalog.entry (provider_org_id, name_folded) WHERE NOT sample;
CREATE UNIQUE INDEX entry_source ON catalog.entry (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE catalog.revision (
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  no integer NOT NULL CHECK (no > 0),
  state text NOT NULL,
  -- Content without items, conditions and denial basis, which have tables of their own.
  fields jsonb NOT NULL,
  authors text[] NOT NULL,
  trigger_kind text,
  trigger_on date,
  trigger_reason text,
  returned jsonb,
  submitted jsonb,
  reviewed jsonb,
  signed jsonb,
  decided jsonb,
  version text CHECK (version ~ '^\d+\.\d+$'),
  denial_until date,
  PRIMARY KEY (entry_id, no),
  -- The machine's states, each with exactly the acts that lead to it.
  CHECK (
    CASE state
      WHEN 'draft' THEN submitted IS NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
      WHEN 'in-review' THEN submitted IS NOT NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
      WHEN 'awaiting-signature' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
      WHEN 'at-authority' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NULL AND version IS NULL
      WHEN 'awaiting-denial-verification' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NULL AND version IS NULL
      WHEN 'effective' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NOT NULL AND version IS NOT NULL
      WHEN 'superseded' THEN submitted IS NOT NULL AND reviewed IS NOT NULL AND signed IS NOT NULL AND decided IS NOT NULL AND version IS NOT NULL
      WHEN 'imported' THEN submitted IS NULL AND reviewed IS NULL AND signed IS NULL AND decided IS NULL AND version IS NULL
      ELSE false
    END
  ),
  -- Nobody approves their own work.
  CHECK (reviewed IS NULL OR reviewed ->> 'by' <> ALL (authors)),
  CHECK (signed IS NULL OR (signed ->> 'by' <> ALL (authors) AND signed ->> 'by' <> reviewed ->> 'by')),
  CHECK (decided IS NULL OR (decided ->> 'by' <> ALL (authors) AND decided ->> 'by' NOT IN (reviewed ->> 'by', signed ->> 'by'))),
  CHECK (returned IS NULL OR state = 'draft'),
  CHECK (denial_until IS NULL OR state IN ('effective', 'superseded')),
  CHECK ((trigger_kind IS NULL) = (trigger_on IS NULL))
);
CREATE UNIQUE INDEX revision_one_in_force ON catalog.revision (entry_id) WHERE state = 'effective';

CREATE TABLE catalog.item (
  entry_id uuid NOT NULL,
  revision_no integer NOT NULL,
  position integer NOT NULL,
  no integer NOT NULL CHECK (no BETWEEN 1 AND 999),
  name_zh text NOT NULL,
  field_name text,
  meaning text NOT NULL,
  data_type text,
  length_bytes bigint CHECK (length_bytes > 0),
  share_type text CHECK (share_type IN ('unconditional', 'conditional', 'denied')),
  update_cycle text,
  open_to_public boolean,
  sensitivity text CHECK (sensitivity IN ('none', 'personal', 'sensitive')),
  code_set text,
  data_element text,
  is_key boolean NOT NULL,
  is_timestamp boolean NOT NULL,
  nullable boolean NOT NULL,
  is_base_item boolean NOT NULL,
  masking_rule text NOT NULL,
  PRIMARY KEY (entry_id, revision_no, position),
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no)
);

CREATE TABLE catalog.condition (
  entry_id uuid NOT NULL,
  revision_no integer NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL,
  text text NOT NULL,
  months_max integer CHECK (months_max BETWEEN 1 AND 120),
  basis_article_id text,
  basis_kind text,
  basis_title text,
  basis_doc_no text,
  basis_article text,
  PRIMARY KEY (entry_id, revision_no, position),
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no),
  CHECK ((basis_kind IS NULL) = (basis_article IS NULL))
);

CREATE TABLE catalog.denial_basis (
  entry_id uuid NOT NULL,
  revision_no integer NOT NULL,
  position integer NOT NULL,
  article_id text,
  kind text NOT NULL CHECK (kind IN ('law', 'administrative-regulation', 'state-council-decision')),
  title text NOT NULL,
  doc_no text NOT NULL,
  article text NOT NULL,
  quotation text NOT NULL,
  effective_on date,
  url text,
  PRIMARY KEY (entry_id, revision_no, position),
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no)
);

-- Resource codes: a serial per department of a region, then a counter per prefix. Both only rise, so no code is ever given twice.
CREATE TABLE catalog.department_serial (
  organisation_id uuid PRIMARY KEY,
  region_code text NOT NULL,
  serial integer NOT NULL CHECK (serial BETWEEN 1 AND 999),
  UNIQUE (region_code, serial)
);
CREATE TABLE catalog.code_counter (
  prefix text PRIMARY KEY,
  last_sequence integer NOT NULL CHECK (last_sequence BETWEEN 0 AND 999999)
);

CREATE TABLE catalog.standing_consent (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL,
  revision_no integer NOT NULL,
  organisation_id uuid NOT NULL,
  given_by text NOT NULL,
  given_on date NOT NULL,
  valid_until date NOT NULL,
  terms text NOT NULL,
  -- Set when a later consent or a new version takes its place.
  ended_on date,
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no),
  CHECK (valid_until >= given_on AND valid_until <= given_on + interval '12 months')
);
CREATE UNIQUE INDEX standing_consent_one_open ON catalog.standing_consent (entry_id) WHERE ended_on IS NULL;

-- Written by sharing through this module's door, in the grant's own transaction, under the entry's row lock.
CREATE TABLE catalog.used_by (
  use_id uuid PRIMARY KEY,
  entry_id uuid NOT NULL,
  revision_no integer NOT NULL,
  organisation_id uuid NOT NULL,
  organisation_name text NOT NULL,
  system_name text,
  since date NOT NULL,
  ended_on date CHECK (ended_on >= since),
  FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision (entry_id, no)
);
CREATE INDEX used_by_entry ON catalog.used_by (entry_id);

CREATE TABLE catalog.history (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  revision_no integer NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor_id text NOT NULL,
  organisation_name text NOT NULL,
  role text NOT NULL,
  opinion text,
  changes jsonb NOT NULL
);
CREATE INDEX history_entry ON catalog.history (entry_id, id);

-- What search reads; written in the transaction of every change. A denied entry has only its name, department and code here.
CREATE TABLE catalog.search_document (
  entry_id uuid PRIMARY KEY REFERENCES catalog.entry (id),
  -- everyone; unit: the provider's own people; signed: the unit and the authority of its region.
  audience text NOT NULL CHECK (audience IN ('everyone', 'unit', 'signed')),
  -- The same for the revision on its way, when the entry itself is public: who may learn that there is one.
  stage_audience text CHECK (stage_audience IN ('unit', 'signed')),
  state text NOT NULL,
  stage text,
  provider_org_id uuid NOT NULL,
  region_code text NOT NULL,
  -- Region whose authority is competent; null where there is none.
  authority_region text,
  sample boolean NOT NULL,
  -- The code with all its prefixes, of the main and the other classifications.
  categories text[] NOT NULL,
  category text,
  share_type text,
  format_class text,
  update_cycle text,
  item_count integer NOT NULL,
  name text NOT NULL,
  name_ug text NOT NULL,
  abstract text NOT NULL,
  abstract_ug text NOT NULL,
  provider_names text[] NOT NULL,
  items text[] NOT NULL,
  code text NOT NULL,
  version text,
  published_on date,
  name_folded text NOT NULL,
  -- All searched fields, folded, one a line: the exact recheck behind the index.
  folded text NOT NULL,
  tokens tsvector NOT NULL
);
CREATE INDEX search_document_tokens ON catalog.search_document USING gin (tokens) WITH (fastupdate = off);
CREATE INDEX search_document_provider ON catalog.search_document (provider_org_id);
