-- Who has a received application in hand inside the provider: one handler at a time (签收, 接办). The statutory clock knows nothing of it.
CREATE TABLE sharing.handling (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES sharing.application,
  organisation_id uuid NOT NULL,
  received_by text NOT NULL,
  received_at timestamptz NOT NULL,
  holder_id text NOT NULL,
  held_since timestamptz NOT NULL,
  -- The case was decided, withdrawn, or went to another provider.
  ended_at timestamptz,
  CONSTRAINT handling_in_order CHECK (held_since >= received_at AND (ended_at IS NULL OR ended_at >= held_since))
);
CREATE UNIQUE INDEX handling_open ON sharing.handling (application_id) WHERE ended_at IS NULL;
CREATE INDEX handling_of ON sharing.handling (application_id, received_at);

-- Who has a to-do in hand, of those for whom it waits.
ALTER TABLE desk.todo ADD COLUMN held_by text;
CREATE INDEX todo_held_by ON desk.todo (held_by) WHERE closed_at IS NULL AND held_by IS NOT NULL;
