-- 我发起: a case that has left the hands of whoever started it, and where it stands. 抄送: notices that ask nothing of their readers.

CREATE TABLE desk.begun_case (
  id uuid PRIMARY KEY,
  subject_module text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  started_by text NOT NULL,
  -- The post that sees it: whoever holds the power in the unit, and nobody who has left it.
  org_id text NOT NULL,
  power text NOT NULL,
  title_key text NOT NULL,
  title_params jsonb NOT NULL,
  link text NOT NULL,
  state_key text NOT NULL,
  due_at timestamptz,
  started_at timestamptz NOT NULL,
  moved_at timestamptz NOT NULL,
  ended_at timestamptz,
  UNIQUE (subject_kind, subject_id),
  CHECK (ended_at IS NULL OR due_at IS NULL)
);
CREATE INDEX begun_case_post ON desk.begun_case (org_id, power, moved_at DESC, id DESC);

ALTER TABLE desk.notice ADD COLUMN copy boolean NOT NULL DEFAULT false;
ALTER TABLE desk.notice ALTER COLUMN copy DROP DEFAULT;

-- Cases that were started before: their words and clocks are those of their last to-do.
INSERT INTO desk.begun_case
SELECT gen_random_uuid(), 'sharing', 'sharing.application', one.id::text, one.started_by, one.requester_org_id::text, 'sharing.apply',
  'sharing.begun.application', jsonb_build_object('no', coalesce(one.no, ''), 'entry', coalesce(last.title_params ->> 'entry', '')),
  '/sharing/applications/' || one.id, 'sharing.state.' || one.state, last.due_at, coalesce(one.submitted_at, one.created_at),
  coalesce(one.decided_at, last.opened_at, one.created_at),
  CASE WHEN one.state IN ('agreed', 'partly-agreed', 'refused', 'withdrawn') THEN coalesce(one.decided_at, last.closed_at, one.created_at) END
FROM sharing.application AS one LEFT JOIN LATERAL (
  SELECT title_params, opened_at, closed_at, CASE WHEN closed_at IS NULL THEN due_at END AS due_at FROM desk.todo
  WHERE subject_kind = 'sharing.application' AND subject_id = one.id::text ORDER BY opened_at DESC, id DESC LIMIT 1
) AS last ON true
WHERE one.state <> 'draft';

INSERT INTO desk.begun_case
SELECT gen_random_uuid(), 'sharing', 'sharing.demand', one.id::text, one.started_by, one.requester_org_id::text, 'sharing.apply',
  'sharing.begun.demand', jsonb_build_object('no', coalesce(one.no, ''), 'name', coalesce(last.title_params ->> 'name', '')),
  '/sharing/demands/' || one.id, 'sharing.demand-state.' || one.state, last.due_at, one.created_at,
  coalesce(one.decided_at, last.opened_at, one.created_at),
  one.decided_at
FROM sharing.demand AS one LEFT JOIN LATERAL (
  SELECT title_params, opened_at, CASE WHEN closed_at IS NULL AND one.decided_at IS NULL THEN due_at END AS due_at FROM desk.todo
  WHERE subject_kind = 'sharing.demand' AND subject_id = one.id::text ORDER BY opened_at DESC, id DESC LIMIT 1
) AS last ON true
WHERE one.state <> 'draft';

INSERT INTO desk.begun_case
SELECT gen_random_uuid(), 'sharing', 'sharing.dispute', one.id::text, one.raised_by, one.requester_org_id::text, 'sharing.apply',
  'sharing.begun.dispute', jsonb_build_object('no', one.no, 'entry', coalesce(last.title_params ->> 'entry', '')),
  '/sharing/disputes/' || one.id, 'sharing.dispute-state.' || one.state, last.due_at, one.raised_at, coalesce(one.ended_at, last.opened_at, one.raised_at), one.ended_at
FROM sharing.dispute AS one LEFT JOIN LATERAL (
  SELECT title_params, opened_at, CASE WHEN closed_at IS NULL AND one.ended_at IS NULL THEN due_at END AS due_at FROM desk.todo
  WHERE subject_kind = 'sharing.dispute' AND subject_id = one.id::text ORDER BY opened_at DESC, id DESC LIMIT 1
) AS last ON true;

INSERT INTO desk.begun_case
SELECT gen_random_uuid(), 'correction', 'correction.request', one.id::text, one.started_by, one.requester_org_id::text, 'sharing.apply',
  'correction.begun', jsonb_build_object('no', coalesce(one.no, ''), 'name', coalesce(last.title_params ->> 'name', '')),
  '/corrections/' || one.id, 'correction.state.' || one.state, last.due_at, coalesce(one.filed_at, one.created_at),
  coalesce(one.ended_at, last.opened_at, one.created_at), one.ended_at
FROM correction.request AS one LEFT JOIN LATERAL (
  SELECT title_params, opened_at, CASE WHEN closed_at IS NULL AND one.ended_at IS NULL THEN due_at END AS due_at FROM desk.todo
  WHERE subject_kind = 'correction.request' AND subject_id = one.id::text ORDER BY opened_at DESC, id DESC LIMIT 1
) AS last ON true
WHERE one.filed_at IS NOT NULL;
