-- A consent given in advance says how much a grant under it may call at most (91-5.0.2): a second and a day.

-- What the ceiling is where the provider names none. One row, edited where the region wants other numbers; consents keep what they were given with.
CREATE TABLE catalog.consent_quota_default (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  calls_per_second integer NOT NULL CHECK (calls_per_second BETWEEN 1 AND 1000),
  calls_per_day integer NOT NULL CHECK (calls_per_day BETWEEN 1 AND 10000000)
);
INSERT INTO catalog.consent_quota_default (calls_per_second, calls_per_day) VALUES (20, 10000);

ALTER TABLE catalog.standing_consent
  ADD COLUMN calls_per_second integer CHECK (calls_per_second BETWEEN 1 AND 1000),
  ADD COLUMN calls_per_day integer CHECK (calls_per_day BETWEEN 1 AND 10000000);
-- Consents from before named no ceiling: grants got these numbers, and more a day only because nobody had asked the provider.
UPDATE catalog.standing_consent SET calls_per_second = 20, calls_per_day = 10000;
ALTER TABLE catalog.standing_consent
  ALTER COLUMN calls_per_second SET NOT NULL,
  ALTER COLUMN calls_per_day SET NOT NULL;
