-- An earlier application of the same department was the base of a draft (以此为底稿再申请): which one, and what of it did not fit any more.
CREATE TABLE sharing.reuse (
  application_id uuid PRIMARY KEY REFERENCES sharing.application,
  from_id uuid NOT NULL REFERENCES sharing.application,
  left_behind jsonb NOT NULL,
  CONSTRAINT reuse_of_another CHECK (from_id <> application_id)
);
CREATE INDEX reuse_from ON sharing.reuse (from_id);
