-- Every answer to a report as its department signed it, word for word: also the one that is overturned or passes the report on (809-26, 809-28).
CREATE FUNCTION correction.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of %.% is never changed or deleted', TG_TABLE_SCHEMA, TG_TABLE_NAME;
END $$;

CREATE TABLE correction.signed_answer (
  request_id uuid NOT NULL REFERENCES correction.request,
  no integer NOT NULL CHECK (no >= 1),
  answer jsonb NOT NULL,
  organisation_id uuid NOT NULL,
  -- As it was called when it signed.
  organisation_name text NOT NULL,
  opinion text NOT NULL,
  -- SM3 over the canonical JSON of number and answer; null for what was signed before the digest was kept here.
  digest text,
  proposed_by text NOT NULL,
  signed_by text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (request_id, no),
  CONSTRAINT signed_answer_four_eyes CHECK (proposed_by <> signed_by)
);
CREATE TRIGGER signed_answer_is_immutable BEFORE UPDATE OR DELETE ON correction.signed_answer
  FOR EACH ROW EXECUTE FUNCTION correction.refuse_change();
CREATE TRIGGER signed_answer_is_kept BEFORE TRUNCATE ON correction.signed_answer
  FOR EACH STATEMENT EXECUTE FUNCTION correction.refuse_change();

-- What was overturned before stands in no row any more; what stands is kept from now on.
INSERT INTO correction.signed_answer (request_id, no, answer, organisation_id, organisation_name, opinion, proposed_by, signed_by, signed_at)
  SELECT id, 1, reply -> 'answer', provider_org_id, reply ->> 'organisation',
    coalesce((SELECT opinion FROM correction.step WHERE request_id = request.id AND action LIKE 'signed-%' ORDER BY sequence DESC LIMIT 1), ''),
    proposed_by, signed_by, answered_at
  FROM correction.request WHERE reply IS NOT NULL AND proposed_by IS NOT NULL AND signed_by IS NOT NULL AND answered_at IS NOT NULL;
