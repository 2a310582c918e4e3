-- How a person takes a group of notices by e-mail; where no row stands, each at once.
CREATE TABLE desk.mail_choice (
  person_id text NOT NULL REFERENCES desk.mailbox (person_id) ON DELETE CASCADE,
  notice_group text NOT NULL,
  pace text NOT NULL CHECK (pace IN ('at-once', 'daily', 'never')),
  chosen_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, notice_group)
);

-- Notices that wait for the letter of the day.
CREATE TABLE desk.digest_line (
  notice_id uuid NOT NULL REFERENCES desk.notice (id),
  person_id text NOT NULL,
  PRIMARY KEY (person_id, notice_id)
);

-- The letter of a day, once a person and day; no mail where there was nothing to tell.
CREATE TABLE desk.digest (
  person_id text NOT NULL,
  on_day date NOT NULL,
  mail_id uuid REFERENCES desk.mail (id) ON DELETE SET NULL,
  PRIMARY KEY (person_id, on_day)
);

ALTER TABLE desk.mail DROP CONSTRAINT mail_kind_check;
ALTER TABLE desk.mail ADD CONSTRAINT mail_kind_check CHECK (kind IN ('notice', 'code', 'digest'));
