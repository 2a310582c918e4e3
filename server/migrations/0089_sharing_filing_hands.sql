-- Whoever has filed or signed a filing does not decide it for the authority (809-27.3).
ALTER TABLE sharing.filing ADD CONSTRAINT filing_decider CHECK (decided_by IS NULL OR (decided_by <> raised_by AND decided_by IS DISTINCT FROM signed_by));
