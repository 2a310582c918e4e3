-- Conformance review (标准符合性审核, 91-3.2.1): runs over what is in force, and what each found.
CREATE TABLE catalog.conformance_run (
  id uuid PRIMARY KEY,
  region_code text NOT NULL,
  organisation_id uuid,
  organisation_name text,
  started_by text NOT NULL CHECK (started_by IN ('demand', 'schedule')),
  started_at timestamptz NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'finished')),
  entries_total integer NOT NULL,
  entries_read integer NOT NULL DEFAULT 0,
  opened integer NOT NULL DEFAULT 0,
  mended integer NOT NULL DEFAULT 0,
  -- The last entry that was reviewed: it moves in the transaction of the nonconformities, so that a killed run goes on exactly behind it.
  last_entry_id uuid,
  -- When it last got further: one that stands still has lost its worker and is queued again.
  progressed_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK ((state = 'finished') = (finished_at IS NOT NULL)),
  CHECK ((organisation_id IS NULL) = (organisation_name IS NULL))
);
CREATE UNIQUE INDEX conformance_run_one_running ON catalog.conformance_run (region_code) WHERE state = 'running';
CREATE INDEX conformance_run_of_region ON catalog.conformance_run (region_code, id);

CREATE TABLE catalog.conformance_nonconformity (
  id uuid PRIMARY KEY,
  run_id uuid NOT NULL REFERENCES catalog.conformance_run (id),
  entry_id uuid NOT NULL REFERENCES catalog.entry (id),
  revision_no integer NOT NULL,
  organisation_id uuid NOT NULL,
  organisation_name text NOT NULL,
  region_code text NOT NULL,
  rule text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('error', 'warning')),
  field text NOT NULL,
  params jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'explained', 'accepted', 'mended')),
  due_on date NOT NULL,
  found_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- by, orgId, at, opinion.
  explained jsonb,
  decided jsonb,
  CHECK ((state = 'mended') = (closed_at IS NOT NULL)),
  CHECK (state <> 'explained' OR (explained IS NOT NULL AND decided IS NULL)),
  CHECK (state <> 'accepted' OR (explained IS NOT NULL AND decided IS NOT NULL)),
  -- Nobody accepts their own explanation.
  CHECK (explained IS NULL OR decided IS NULL OR explained ->> 'by' <> decided ->> 'by')
);
CREATE UNIQUE INDEX conformance_nonconformity_standing ON catalog.conformance_nonconformity (entry_id, rule, field) WHERE state <> 'mended';
CREATE INDEX conformance_nonconformity_of_organisation ON catalog.conformance_nonconformity (organisation_id, state, id);
CREATE INDEX conformance_nonconformity_of_region ON catalog.conformance_nonconformity (region_code, state, id);

-- A name without spaces, punctuation and the digits at its end: what is left is the same where a name was entered twice.
CREATE FUNCTION catalog.name_skeleton(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(name, '[\s!-/:-@\[-`{-~\u00b7\u2013-\u2026\u3001-\u3017\uff01-\uff0f\uff1a-\uff20]+', '', 'g'), '\d+$', '')
$$;
CREATE INDEX entry_name_skeleton ON catalog.entry (provider_org_id, catalog.name_skeleton(name_folded));

-- Kinds that 809-14 no longer allows: importable, kept, marked for reassessment; none passes submission.
ALTER TABLE catalog.denial_basis DROP CONSTRAINT denial_basis_kind_check;
ALTER TABLE catalog.denial_basis ADD CONSTRAINT denial_basis_kind_check
  CHECK (kind IN ('law', 'administrative-regulation', 'state-council-decision', 'local-regulation', 'rule', 'policy-document'));
