-- What law publishes to the lists of other modules: the terms that run, and from which instant each is overdue. A term that has lapsed once is overdue
-- whatever the machine's clock says afterwards.
CREATE SCHEMA law_read;
CREATE VIEW law_read.term AS
  SELECT case_kind, case_id, rule_key, CASE WHEN state = 'lapsed' OR last_event_at >= due_at THEN '-infinity' ELSE due_at END AS overdue_from
  FROM law.clock WHERE state IN ('running', 'lapsed');
