-- 移交: what somebody who leaves or changes post held in person goes to a colleague of the same unit, in one deed.
CREATE SEQUENCE desk.handover_no;

CREATE TABLE desk.handover (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  org_id text NOT NULL,
  -- Who held it, who has it since, and who did this.
  from_id text NOT NULL,
  to_id text NOT NULL,
  by_id text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  at timestamptz NOT NULL,
  CHECK (from_id <> to_id)
);
CREATE INDEX handover_org ON desk.handover (org_id, at DESC, id DESC);

-- Every thing that was held at that moment, and what became of it.
CREATE TABLE desk.handover_line (
  handover_id uuid NOT NULL REFERENCES desk.handover,
  position integer NOT NULL CHECK (position > 0),
  kind text NOT NULL,
  object_id uuid NOT NULL,
  title_key text NOT NULL,
  title_params jsonb NOT NULL,
  link text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('handed', 'ended', 'left')),
  -- Why the colleague could not take it; none where it was left by choice.
  because_code text,
  because_params jsonb,
  PRIMARY KEY (handover_id, position),
  CHECK ((because_code IS NULL) = (because_params IS NULL)),
  CHECK (because_code IS NULL OR outcome = 'left')
);

-- What lies in whose hand in a department.
CREATE INDEX handling_held ON sharing.handling (organisation_id, holder_id) WHERE ended_at IS NULL;
