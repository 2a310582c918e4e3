-- What the office asks of its divisions about an application (转办, 会签), and what each answers (科室意见).
CREATE TABLE sharing.assignment (
  id uuid PRIMARY KEY,
  handling_id uuid NOT NULL REFERENCES sharing.handling,
  division_id uuid NOT NULL,
  division_name text NOT NULL CHECK (division_name <> ''),
  words text NOT NULL CHECK (words <> ''),
  -- An inner day: it lies within the statutory term and moves nothing of it.
  due_on date NOT NULL,
  state text NOT NULL CHECK (state IN ('sent', 'opened', 'answered', 'returned', 'recalled', 'passed-over', 'void')),
  assigned_by text NOT NULL,
  assigned_at timestamptz NOT NULL,
  opened_by text,
  opened_at timestamptz,
  result text CHECK (result IN ('agree', 'partly', 'refuse')),
  opinion text CHECK (opinion <> ''),
  items jsonb,
  -- Why it was returned, or why the head signed without it.
  reason text CHECK (reason <> ''),
  ended_by text,
  ended_at timestamptz,
  CONSTRAINT assignment_opened CHECK ((opened_at IS NULL) = (opened_by IS NULL)
    AND (state NOT IN ('opened', 'answered', 'returned') OR opened_at IS NOT NULL) AND (state NOT IN ('sent', 'recalled') OR opened_at IS NULL)),
  CONSTRAINT assignment_answered CHECK ((state = 'answered') = (result IS NOT NULL) AND (result IS NULL) = (opinion IS NULL) AND (result IS NULL) = (items IS NULL)),
  CONSTRAINT assignment_reasoned CHECK ((state IN ('returned', 'passed-over')) = (reason IS NOT NULL)),
  CONSTRAINT assignment_ended CHECK ((state IN ('sent', 'opened')) = (ended_at IS NULL) AND (ended_at IS NOT NULL OR ended_by IS NULL))
);
-- A division is asked one thing at a time.
CREATE UNIQUE INDEX assignment_open ON sharing.assignment (handling_id, division_id) WHERE ended_at IS NULL;
CREATE INDEX assignment_of ON sharing.assignment (handling_id, assigned_at);

-- The head has the proposal before them: from then on the handler cannot take it back.
ALTER TABLE sharing.handling ADD COLUMN proposal_opened_at timestamptz;

-- Something may wait for the people of one division.
ALTER TABLE desk.todo ADD COLUMN division_id text;
ALTER TABLE desk.todo DROP CONSTRAINT todo_for_kind_check, DROP CONSTRAINT todo_check1;
ALTER TABLE desk.todo
  ADD CONSTRAINT todo_for_kind_check CHECK (for_kind IN ('person', 'organisation', 'division', 'region')),
  ADD CONSTRAINT todo_for_organisation CHECK ((org_id IS NOT NULL) = (for_kind IN ('organisation', 'division'))),
  ADD CONSTRAINT todo_for_division CHECK ((division_id IS NOT NULL) = (for_kind = 'division'));
ALTER TABLE desk.notice ADD COLUMN division_id text;
ALTER TABLE desk.notice DROP CONSTRAINT notice_for_kind_check, DROP CONSTRAINT notice_check2;
ALTER TABLE desk.notice
  ADD CONSTRAINT notice_for_kind_check CHECK (for_kind IN ('person', 'organisation', 'division', 'region')),
  ADD CONSTRAINT notice_for_organisation CHECK ((org_id IS NOT NULL) = (for_kind IN ('organisation', 'division'))),
  ADD CONSTRAINT notice_for_division CHECK ((division_id IS NOT NULL) = (for_kind = 'division'));
