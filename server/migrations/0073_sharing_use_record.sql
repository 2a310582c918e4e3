-- How a grant is used, by quarter and month, kept for years (809-29).
ALTER TABLE sharing.share_grant ADD COLUMN use_filled_through text NOT NULL DEFAULT '' CHECK (use_filled_through ~ '^(\d{4}-(0[1-9]|1[0-2]))?$');
CREATE INDEX share_grant_use_filled ON sharing.share_grant (use_filled_through);

CREATE TABLE sharing.use_record (
  id uuid PRIMARY KEY,
  grant_id uuid NOT NULL REFERENCES sharing.share_grant,
  quarter text NOT NULL CHECK (quarter ~ '^\d{4}Q[1-4]$'),
  state text NOT NULL CHECK (state IN ('running', 'owed', 'stated')),
  statements integer NOT NULL DEFAULT 0 CHECK (statements >= 0),
  -- Its term had run out before it was stated.
  late boolean NOT NULL DEFAULT false,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  kept_until date NOT NULL,
  UNIQUE (grant_id, quarter),
  CONSTRAINT use_record_closed CHECK ((state = 'running') = (closed_at IS NULL)),
  CONSTRAINT use_record_stated CHECK (state <> 'stated' OR statements > 0),
  CONSTRAINT use_record_owed CHECK (state <> 'owed' OR statements = 0),
  CONSTRAINT use_record_late CHECK (NOT late OR state <> 'running')
);
CREATE INDEX use_record_quarter ON sharing.use_record (quarter DESC, id DESC);
CREATE INDEX use_record_owed ON sharing.use_record (grant_id) WHERE state = 'owed';

CREATE TABLE sharing.use_month (
  id uuid PRIMARY KEY,
  record_id uuid NOT NULL REFERENCES sharing.use_record,
  grant_id uuid NOT NULL REFERENCES sharing.share_grant,
  month text NOT NULL CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  calls bigint NOT NULL CHECK (calls >= 0),
  refused bigint NOT NULL CHECK (refused >= 0),
  failed bigint NOT NULL CHECK (failed >= 0),
  records bigint NOT NULL CHECK (records >= 0),
  unreadable bigint NOT NULL CHECK (unreadable >= 0),
  first_on date,
  last_on date,
  seed text NOT NULL CHECK (seed ~ '^[0-9a-f]{32}$'),
  filled_at timestamptz NOT NULL,
  kept_until date NOT NULL,
  UNIQUE (grant_id, month)
);
CREATE INDEX use_month_of ON sharing.use_month (record_id, month);

CREATE TABLE sharing.use_statement (
  id uuid PRIMARY KEY,
  record_id uuid NOT NULL REFERENCES sharing.use_record,
  grant_id uuid NOT NULL REFERENCES sharing.share_grant,
  no integer NOT NULL CHECK (no >= 1),
  kind text NOT NULL CHECK (kind IN ('stated', 'unchanged')),
  words jsonb NOT NULL,
  stated_by text NOT NULL,
  stated_at timestamptz NOT NULL,
  kept_until date NOT NULL,
  UNIQUE (grant_id, no),
  -- Nothing can be unchanged that was never said.
  CONSTRAINT use_statement_first CHECK (kind = 'stated' OR no > 1)
);
CREATE INDEX use_statement_of ON sharing.use_statement (record_id, no);

CREATE TABLE sharing.use_sample (
  record_id uuid PRIMARY KEY,
  month_id uuid NOT NULL REFERENCES sharing.use_month,
  called_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('drawn', 'matched', 'unmatched')),
  case_no text CHECK (case_no <> ''),
  agrees boolean,
  reason text CHECK (reason <> ''),
  answered_by text,
  answered_at timestamptz,
  kept_until date NOT NULL,
  CONSTRAINT use_sample_answered CHECK ((state = 'drawn') = (answered_by IS NULL) AND (state = 'drawn') = (answered_at IS NULL)),
  CONSTRAINT use_sample_matched CHECK ((state = 'matched') = (case_no IS NOT NULL)),
  CONSTRAINT use_sample_agrees CHECK (agrees IS NULL OR state = 'matched'),
  CONSTRAINT use_sample_unmatched CHECK ((state = 'unmatched') = (reason IS NOT NULL))
);
CREATE INDEX use_sample_of ON sharing.use_sample (month_id, called_at, record_id);

-- 使用记录 are kept for as long as the rule set says, and never shorter than was said once.
CREATE FUNCTION sharing.keep_until_then() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '%.% is kept', TG_TABLE_SCHEMA, TG_TABLE_NAME; END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.kept_until >= current_date THEN RAISE EXCEPTION '%.% is kept until %', TG_TABLE_SCHEMA, TG_TABLE_NAME, OLD.kept_until; END IF;
    RETURN OLD;
  END IF;
  IF NEW.kept_until < OLD.kept_until THEN RAISE EXCEPTION '%.% is kept until %', TG_TABLE_SCHEMA, TG_TABLE_NAME, OLD.kept_until; END IF;
  RETURN NEW;
END $$;
-- What a clerk said of a sampled call is said once.
CREATE FUNCTION sharing.answer_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'drawn' OR (NEW.record_id, NEW.month_id, NEW.called_at) IS DISTINCT FROM (OLD.record_id, OLD.month_id, OLD.called_at) THEN
    RAISE EXCEPTION 'sharing.use_sample is answered once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER use_record_kept BEFORE UPDATE OR DELETE ON sharing.use_record FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_record_whole BEFORE TRUNCATE ON sharing.use_record FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_month_kept BEFORE DELETE ON sharing.use_month FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_month_whole BEFORE TRUNCATE ON sharing.use_month FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_month_is_immutable BEFORE UPDATE ON sharing.use_month FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
CREATE TRIGGER use_statement_kept BEFORE DELETE ON sharing.use_statement FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_statement_whole BEFORE TRUNCATE ON sharing.use_statement FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_statement_is_immutable BEFORE UPDATE ON sharing.use_statement FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();
CREATE TRIGGER use_sample_kept BEFORE UPDATE OR DELETE ON sharing.use_sample FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_sample_whole BEFORE TRUNCATE ON sharing.use_sample FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();
CREATE TRIGGER use_sample_once BEFORE UPDATE ON sharing.use_sample FOR EACH ROW EXECUTE FUNCTION sharing.answer_once();
