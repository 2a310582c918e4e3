-- A retired entry stands beside a namesake that a transfer has brought: who registers anew is refused by the verb, not by the index.
DROP INDEX catalog.entry_name_per_provider;
CREATE UNIQUE INDEX entry_name_per_provider ON catalog.entry (provider_org_id, name_folded) WHERE NOT sample AND state NOT IN ('withdrawn', 'retired');

-- A case that ended with its entry is opened anew when the entry is restored: what is owed is owed again, and the former one stays on record.
ALTER TABLE catalog.revision_case DROP CONSTRAINT revision_case_event_id_entry_id_key;
CREATE UNIQUE INDEX revision_case_once ON catalog.revision_case (event_id, entry_id) WHERE outcome IS DISTINCT FROM 'entry-retired';
