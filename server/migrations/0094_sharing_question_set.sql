-- Question sets of an authority: what an application is asked besides the fixed form, in versions that nobody changes. The highest one is in force.
CREATE TABLE sharing.question_set (
  region_code text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  questions jsonb NOT NULL,
  organisation_id uuid NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (region_code, version)
);
CREATE TRIGGER question_set_is_immutable BEFORE DELETE OR UPDATE ON sharing.question_set FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
