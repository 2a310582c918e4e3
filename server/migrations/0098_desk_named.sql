-- What a title names, as one text without the signs that write a list down: made once when a line is written, not for every line while a word is looked for.
ALTER TABLE desk.todo ADD COLUMN named text NOT NULL GENERATED ALWAYS AS (translate(jsonb_path_query_array(title_params, '$.*')::text, '"[]\', '')) STORED;
ALTER TABLE desk.notice ADD COLUMN named text NOT NULL GENERATED ALWAYS AS (translate(jsonb_path_query_array(title_params, '$.*')::text, '"[]\', '')) STORED;
ALTER TABLE desk.begun_case ADD COLUMN named text NOT NULL GENERATED ALWAYS AS (translate(jsonb_path_query_array(title_params, '$.*')::text, '"[]\', '')) STORED;
