-- Who entered the provider's sheets that were signed on paper: none of them verifies the refusal or judges a dispute from another post (91-5.1).
ALTER TABLE sharing.application ADD COLUMN provider_hands text[] NOT NULL DEFAULT '{}';

