-- An answer counts for its combination and for every part of it, so the combination stands with it; one of before counts for just its own (809-25).
ALTER TABLE sharing.aggregation_answer ADD COLUMN tripped jsonb NOT NULL DEFAULT '[]';
ALTER TABLE sharing.aggregation_answer ALTER COLUMN tripped DROP DEFAULT;
