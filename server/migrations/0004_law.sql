-- Law as data: instruments and articles, who rests on them, rule sets, working-day calendars, and the clocks of cases.
CREATE SCHEMA law;

CREATE TABLE law.instrument (
  id text PRIMARY KEY,
  rank text NOT NULL CHECK (rank IN ('law', 'administrative-regulation', 'state-council-decision', 'state-council-document', 'local-regulation', 'rule', 'normative-document', 'standard')),
  title text NOT NULL,
  document_number text,
  issuer text NOT NULL,
  in_force_from date,
  repealed_on date,
  verified text NOT NULL CHECK (verified IN ('full', 'part', 'memory')),
  -- Version of the shipped row; an edited row is never overwritten by a later release.
  version integer NOT NULL,
  edited boolean NOT NULL DEFAULT false
);

CREATE TABLE law.article (
  id text PRIMARY KEY,
  instrument_id text NOT NULL REFERENCES law.instrument (id),
  number text NOT NULL,
  heading text,
  text text,
  extent text NOT NULL CHECK (extent IN ('full', 'excerpt', 'heading')),
  state text NOT NULL DEFAULT 'in-force' CHECK (state IN ('in-force', 'amended', 'repealed')),
  changed_on date,
  version integer NOT NULL,
  edited boolean NOT NULL DEFAULT false,
  CHECK ((text IS NULL) = (extent = 'heading')),
  CHECK ((changed_on IS NULL) = (state = 'in-force'))
);
CREATE INDEX article_instrument ON law.article (instrument_id);

-- Who rests on which article; other modules write it through the front door.
CREATE TABLE law.citation (
  by_module text NOT NULL,
  by_kind text NOT NULL,
  by_id text NOT NULL,
  article_id text NOT NULL REFERENCES law.article (id),
  cited_at timestamptz NOT NULL,
  PRIMARY KEY (by_module, by_kind, by_id, article_id)
);
CREATE INDEX citation_article ON law.citation (article_id);

CREATE TABLE law.rule_set (
  id text NOT NULL,
  version integer NOT NULL,
  effective_from date NOT NULL,
  layer jsonb NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE law.calendar (
  id text PRIMARY KEY,
  parent_id text REFERENCES law.calendar (id),
  name text NOT NULL,
  -- Division-code prefix of the regions that count by it; the longest match decides.
  region_prefix text NOT NULL UNIQUE,
  zone text NOT NULL,
  notice_title text NOT NULL,
  CHECK (parent_id IS DISTINCT FROM id)
);

CREATE TABLE law.calendar_year (
  calendar_id text NOT NULL REFERENCES law.calendar (id),
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  notice_title text NOT NULL,
  notice_number text,
  notice_address text,
  version integer NOT NULL,
  edited boolean NOT NULL DEFAULT false,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (calendar_id, year)
);

CREATE TABLE law.calendar_day (
  calendar_id text NOT NULL REFERENCES law.calendar (id),
  on_day date NOT NULL,
  -- Year of the notice that speaks of the day: New Year's notice may reach into December before.
  notice_year integer NOT NULL,
  workday boolean NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (calendar_id, on_day)
);

CREATE TABLE law.clock (
  id uuid PRIMARY KEY,
  case_kind text NOT NULL,
  case_id text NOT NULL,
  rule_key text NOT NULL,
  rule_set_id text NOT NULL,
  rule_set_version integer NOT NULL,
  -- Frozen at the start: a later rule set does not touch a running case.
  frozen_limit jsonb NOT NULL,
  duty_org_id text NOT NULL,
  region_code text NOT NULL,
  calendar_id text NOT NULL REFERENCES law.calendar (id),
  zone text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'stopped', 'lapsed', 'met', 'cancelled')),
  started_at timestamptz NOT NULL,
  leg integer NOT NULL,
  leg_start_on date NOT NULL,
  leg_working_days integer NOT NULL CHECK (leg_working_days > 0),
  due_on date NOT NULL,
  due_at timestamptz NOT NULL,
  provisional jsonb NOT NULL,
  stops jsonb NOT NULL,
  extension jsonb,
  left_working_days integer,
  ended_at timestamptz,
  late_working_days integer,
  last_event_at timestamptz NOT NULL,
  CHECK ((left_working_days IS NOT NULL) = (state = 'stopped')),
  CHECK ((ended_at IS NOT NULL) = (state IN ('met', 'cancelled'))),
  CHECK ((late_working_days IS NOT NULL) = (state = 'met'))
);
CREATE INDEX clock_case ON law.clock (case_kind, case_id);
-- One duty of a case has one open clock.
CREATE UNIQUE INDEX clock_open ON law.clock (case_kind, case_id, rule_key) WHERE state IN ('running', 'stopped', 'lapsed');
CREATE INDEX clock_running_due ON law.clock (due_at) WHERE state = 'running';
CREATE INDEX clock_open_calendar ON law.clock (calendar_id) WHERE state IN ('running', 'stopped', 'lapsed');

-- A due day that was made known moves later only, whatever a program does.
CREATE FUNCTION law.keep_due_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.due_on < OLD.due_on OR NEW.started_at <> OLD.started_at THEN
    RAISE EXCEPTION 'clock % would move its due day from % to %', OLD.id, OLD.due_on, NEW.due_on;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clock_due_day BEFORE UPDATE ON law.clock FOR EACH ROW EXECUTE FUNCTION law.keep_due_day();

-- One row a warning that was given: the tick acts once however often it runs.
CREATE TABLE law.clock_warning (
  clock_id uuid NOT NULL REFERENCES law.clock (id),
  leg integer NOT NULL,
  rung text NOT NULL CHECK (rung IN ('half', 'soon', 'overdue')),
  given_at timestamptz NOT NULL,
  PRIMARY KEY (clock_id, leg, rung)
);
