-- The department that reported has ended and nobody takes over: the authority confirms or disputes in its stead.
ALTER TABLE correction.request ADD COLUMN requester_ended boolean NOT NULL DEFAULT false;
CREATE INDEX request_raised ON correction.request (requester_org_id) WHERE state NOT IN ('confirmed', 'upheld', 'withdrawn');
