-- 应用场景模板: what the authority keeps for departments to begin an application with, in versions that nobody changes.
CREATE TABLE sharing.use_template (
  id uuid PRIMARY KEY,
  region_code text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  retired_at timestamptz,
  made_at timestamptz NOT NULL
);
CREATE TABLE sharing.use_template_version (
  template_id uuid NOT NULL REFERENCES sharing.use_template,
  version integer NOT NULL CHECK (version > 0),
  content jsonb NOT NULL,
  organisation_id uuid NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (template_id, version)
);
CREATE TRIGGER use_template_version_kept BEFORE UPDATE OR DELETE ON sharing.use_template_version
  FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

-- Which version of which template an application began with.
CREATE TABLE sharing.template_use (
  application_id uuid PRIMARY KEY REFERENCES sharing.application,
  template_id uuid NOT NULL,
  version integer NOT NULL,
  FOREIGN KEY (template_id, version) REFERENCES sharing.use_template_version
);
CREATE INDEX template_use_of ON sharing.template_use (template_id);
