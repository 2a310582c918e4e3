-- Opinions that an organisation keeps ready for its reviewers (意见模板).
CREATE TABLE catalog.opinion_template (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  revision integer NOT NULL CHECK (revision > 0),
  kind text NOT NULL CHECK (kind IN ('review', 'sign', 'publish', 'return', 'verify-denial', 'adjust')),
  text text NOT NULL CHECK (text <> ''),
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX opinion_template_once ON catalog.opinion_template (org_id, kind, md5(text));
