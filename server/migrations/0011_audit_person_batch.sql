-- Persons of a record that touched more than are marked one by one: the first 8 bytes of each mark, ascending, each once.
-- SM3 of exactly these bytes is `persons.digest` of the record, their number `persons.count`.
CREATE TABLE audit.person_batch (
  record_id uuid PRIMARY KEY,
  marks bytea NOT NULL CHECK (octet_length(marks) > 0 AND octet_length(marks) % 8 = 0)
);

-- Whether a batch holds a mark, by halving: the marks stand in ascending order.
CREATE FUNCTION audit.batch_holds(batch bytea, mark bytea) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  wanted bytea := substring(mark FOR 8);
  low integer := 0;
  high integer := octet_length(batch) / 8;
  middle integer;
BEGIN
  WHILE low < high LOOP
    middle := (low + high) / 2;
    IF substring(batch FROM middle * 8 + 1 FOR 8) < wanted THEN
      low := middle + 1;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  RETURN substring(batch FROM low * 8 + 1 FOR 8) = wanted;
END $$;
