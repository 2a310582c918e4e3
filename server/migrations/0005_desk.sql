-- One inbox for everything that waits for a person: to-dos and notices. Words are keys with parameters, told in the reader's language.
CREATE SCHEMA desk;

CREATE TABLE desk.todo (
  id uuid PRIMARY KEY,
  -- The asker's own name for it; one open to-do a key.
  key text NOT NULL,
  for_kind text NOT NULL CHECK (for_kind IN ('person', 'organisation', 'region')),
  person_id text,
  org_id text,
  region_code text,
  power text,
  -- Organisations that are party to the case: they do not decide it, so it does not wait for them (91-7.1).
  except_org_ids text[] NOT NULL DEFAULT '{}',
  subject_module text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  title_key text NOT NULL,
  title_params jsonb NOT NULL,
  link text NOT NULL,
  due_at timestamptz,
  warning text CHECK (warning IN ('half', 'soon', 'overdue')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by text,
  CHECK ((person_id IS NOT NULL) = (for_kind = 'person')),
  CHECK ((org_id IS NOT NULL) = (for_kind = 'organisation')),
  CHECK ((region_code IS NOT NULL) = (for_kind = 'region')),
  CHECK ((power IS NULL) = (for_kind = 'person')),
  CHECK (closed_by IS NULL OR closed_at IS NOT NULL)
);
CREATE UNIQUE INDEX todo_open_key ON desk.todo (key) WHERE closed_at IS NULL;
CREATE INDEX todo_subject ON desk.todo (subject_kind, subject_id) WHERE closed_at IS NULL;
CREATE INDEX todo_person ON desk.todo (person_id) WHERE closed_at IS NULL;
CREATE INDEX todo_org ON desk.todo (org_id, power) WHERE closed_at IS NULL;
CREATE INDEX todo_region ON desk.todo (region_code, power) WHERE closed_at IS NULL;
CREATE INDEX todo_closed_by ON desk.todo (closed_by, closed_at DESC);

CREATE TABLE desk.notice (
  id uuid PRIMARY KEY,
  -- A notice of one key is given once, however often it is asked for.
  key text NOT NULL UNIQUE,
  for_kind text NOT NULL CHECK (for_kind IN ('person', 'organisation', 'region')),
  person_id text,
  org_id text,
  region_code text,
  power text,
  except_org_ids text[] NOT NULL DEFAULT '{}',
  subject_module text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  title_key text NOT NULL,
  title_params jsonb NOT NULL,
  -- The title of the to-do that the notice is about, where there is one.
  about_key text,
  about_params jsonb,
  link text NOT NULL,
  given_at timestamptz NOT NULL,
  CHECK ((about_key IS NULL) = (about_params IS NULL)),
  CHECK ((person_id IS NOT NULL) = (for_kind = 'person')),
  CHECK ((org_id IS NOT NULL) = (for_kind = 'organisation')),
  CHECK ((region_code IS NOT NULL) = (for_kind = 'region')),
  CHECK ((power IS NULL) = (for_kind = 'person'))
);
CREATE INDEX notice_person ON desk.notice (person_id, given_at DESC);
CREATE INDEX notice_org ON desk.notice (org_id, power, given_at DESC);
CREATE INDEX notice_region ON desk.notice (region_code, power, given_at DESC);

CREATE TABLE desk.notice_read (
  notice_id uuid NOT NULL REFERENCES desk.notice (id),
  person_id text NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (notice_id, person_id)
);
