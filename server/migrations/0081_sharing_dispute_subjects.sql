-- What was agreed to in part may be disputed too (809-28), and nobody judges what they had a hand in themselves.
ALTER TABLE sharing.dispute ADD COLUMN grant_id uuid REFERENCES sharing.share_grant;
-- People who acted for a party: in what is disputed, or in the dispute.
ALTER TABLE sharing.dispute ADD COLUMN hands text[] NOT NULL DEFAULT '{}';
UPDATE sharing.dispute SET hands = array_append(
  ARRAY(SELECT hand FROM sharing.application, unnest(ARRAY[submitted_by, consented_out_by, proposed_by, signed_in_by] || earlier_hands) AS hand
    WHERE application.id = dispute.application_id AND hand IS NOT NULL),
  raised_by);

ALTER TABLE sharing.dispute DROP CONSTRAINT dispute_kind_check;
ALTER TABLE sharing.dispute ADD CONSTRAINT dispute_kind_check CHECK (kind IN ('application', 'partly-agreed', 'entry'));
ALTER TABLE sharing.dispute DROP CONSTRAINT dispute_subject;
ALTER TABLE sharing.dispute ADD CONSTRAINT dispute_subject CHECK (
  (kind = 'entry') = (application_id IS NULL) AND (kind = 'entry') = (refusal IS NULL) AND (kind = 'partly-agreed') = (grant_id IS NOT NULL));
-- Whoever confirms a decision, or enters it, had no hand in the case. Of what was decided before this rule, nothing is judged anew.
ALTER TABLE sharing.dispute ADD CONSTRAINT dispute_other_hands CHECK (
  NOT coalesce(confirmed_by = ANY (hands), false) AND NOT coalesce(entered_by = ANY (hands), false)) NOT VALID;

DROP INDEX sharing.dispute_open_application;
CREATE UNIQUE INDEX dispute_open_application ON sharing.dispute (application_id) WHERE ended_at IS NULL AND application_id IS NOT NULL;
-- What a renewal of a grant may not fall behind.
CREATE INDEX dispute_of_grant ON sharing.dispute (grant_id) WHERE grant_id IS NOT NULL;
