-- Notices by e-mail: whose address is known, which notice goes to whom, and what came of each attempt.

-- Notices that were given before there was mail are not mailed.
ALTER TABLE desk.notice ADD COLUMN mail_placed boolean NOT NULL DEFAULT true;
ALTER TABLE desk.notice ALTER COLUMN mail_placed SET DEFAULT false;
CREATE INDEX notice_mail_unplaced ON desk.notice (given_at, id) WHERE NOT mail_placed;

-- A person's address, sealed under the key-encryption key; used only after a code that was sent to it came back.
CREATE TABLE desk.mailbox (
  person_id text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('none', 'pending', 'confirmed', 'changing', 'refused')),
  -- The language of mails to this person; it stands nowhere else.
  language text NOT NULL CHECK (language IN ('zh', 'ug', 'en')),
  sealed_address bytea,
  -- An address that has not been confirmed yet, with the code that was sent to it.
  sealed_pending bytea,
  sealed_code bytea,
  code_expires_at timestamptz,
  code_tries integer NOT NULL,
  -- Codes that were asked for on a day: nobody's letter box is filled with them.
  codes_on date,
  codes_count integer NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK ((sealed_address IS NOT NULL) = (state IN ('confirmed', 'changing'))),
  CHECK ((sealed_pending IS NOT NULL) = (state IN ('pending', 'changing'))),
  CHECK ((sealed_code IS NOT NULL) = (state IN ('pending', 'changing'))),
  CHECK ((code_expires_at IS NOT NULL) = (state IN ('pending', 'changing')))
);

-- A mail to one person. Its words are made when it leaves; only what became of it is kept.
CREATE TABLE desk.mail (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('notice', 'code')),
  person_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'expired', 'dropped')),
  attempts integer NOT NULL,
  next_attempt_at timestamptz,
  -- Until then one worker has it in hand.
  held_until timestamptz,
  placed_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((next_attempt_at IS NOT NULL) = (state = 'waiting')),
  CHECK ((ended_at IS NULL) = (state = 'waiting')),
  CHECK (held_until IS NULL OR state = 'waiting')
);
CREATE INDEX mail_waiting ON desk.mail (next_attempt_at, id) WHERE state = 'waiting';
CREATE INDEX mail_ended ON desk.mail (ended_at) WHERE state <> 'waiting';

-- The notices that a mail tells of; a notice is mailed to a person once.
CREATE TABLE desk.mail_line (
  notice_id uuid NOT NULL REFERENCES desk.notice (id),
  person_id text NOT NULL,
  mail_id uuid NOT NULL REFERENCES desk.mail (id) ON DELETE CASCADE,
  PRIMARY KEY (notice_id, person_id)
);
CREATE INDEX mail_line_mail ON desk.mail_line (mail_id);

-- What the mail server said, each time: never the address, never its text.
CREATE TABLE desk.mail_attempt (
  id uuid PRIMARY KEY,
  mail_id uuid NOT NULL REFERENCES desk.mail (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'deferred', 'refused', 'server-trouble')),
  -- SMTP reply code, where the server gave one; else the kind of trouble.
  reply_code integer CHECK (reply_code BETWEEN 200 AND 599),
  trouble text,
  duration_ms integer NOT NULL
);
CREATE INDEX mail_attempt_mail ON desk.mail_attempt (mail_id, at);
CREATE INDEX mail_attempt_at ON desk.mail_attempt (at DESC, id DESC);
