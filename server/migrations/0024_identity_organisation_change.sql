-- A department that was dissolved or merged stays known, with the instrument that says so and the one that takes its place.
ALTER TABLE identity.organisation
  ADD COLUMN dissolved_on date,
  ADD COLUMN dissolution_document text,
  ADD COLUMN successor_id uuid REFERENCES identity.organisation (id),
  ADD CHECK ((dissolved_on IS NULL) = (dissolution_document IS NULL)),
  ADD CHECK (successor_id IS NULL OR (dissolved_on IS NOT NULL AND successor_id <> id));
