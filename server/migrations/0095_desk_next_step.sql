-- The next step of a notice asks what became of the to-dos of its case, done ones too.
DROP INDEX desk.todo_subject;
CREATE INDEX todo_subject ON desk.todo (subject_kind, subject_id);
