import type { ColumnType, Generated } from 'kysely';

/** A JSON column: read as its value, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;
type Written<T> = ColumnType<T, T, T>;

export type SharingTables = {
  'sharing.number_counter': { prefix: string; day: string; last: number };
  'sharing.application': {
    id: string;
    no: string | null;
    revision: number;
    state: string;
    entry_id: string;
    entry_version: string;
    entry_revision_no: number;
    requester_org_id: string;
    provider_org_id: string;
    provider_region_code: string;
    requester_region_code: string;
    authority_region_code: string;
    content: Json<unknown>;
    proposal: ColumnType<unknown, string | null, string | null>;
    reply: ColumnType<unknown, string | null, string | null>;
    rule_set_id: string | null;
    requester_signature: ColumnType<unknown, string | null, string | null>;
    started_by: string;
    submitted_by: string | null;
    consented_out_by: string | null;
    proposed_by: string | null;
    signed_in_by: string | null;
    earlier_hands: string[];
    returned: ColumnType<unknown, string | null, string | null>;
    created_at: Written<Date>;
    submitted_at: Written<Date | null>;
    decided_at: Written<Date | null>;
    renews_grant_id: string | null;
    renews_version: number | null;
  };
  'sharing.application_event': {
    sequence: ColumnType<number, never, never>;
    application_id: string;
    at: Written<Date>;
    action: string;
    organisation_id: string | null;
    role: string;
    opinion: string | null;
  };
  'sharing.submission': {
    application_id: string;
    no: number;
    content: Json<unknown>;
    digest: string;
    signed_by: string;
    signed_at: Written<Date>;
  };
  'sharing.supplement_notice': {
    application_id: string;
    no: number;
    gaps: Json<unknown>;
    opinion: string;
    stops_clock: boolean;
    asked_by: string;
    asked_at: Written<Date>;
    answers: ColumnType<unknown, string | null, string | null>;
    answered_at: Written<Date | null>;
  };
  'sharing.reply_extension': {
    id: string;
    application_id: string;
    working_days: number;
    reason: string;
    state: string;
    asked_by: string;
    asked_at: Written<Date>;
    decided_by: string | null;
    opinion: string | null;
    decided_at: Written<Date | null>;
  };
  'sharing.handling': {
    id: string;
    application_id: string;
    organisation_id: string;
    received_by: string;
    received_at: Written<Date>;
    holder_id: string;
    held_since: Written<Date>;
    ended_at: Written<Date | null>;
  };
  'sharing.agreement': {
    id: string;
    no: string;
    application_id: string;
    terms: Json<unknown>;
    digest: string;
    requester_signature: Json<unknown>;
    provider_signature: Json<unknown>;
    made_at: Written<Date>;
  };
  'sharing.share_grant': {
    id: string;
    no: string;
    application_id: string;
    agreement_id: string;
    entry_id: string;
    requester_org_id: string;
    provider_org_id: string;
    provider_region_code: string;
    system_id: string;
    version: number;
    state: string;
    valid_from: Written<Date>;
    valid_to: Written<Date>;
    granted_at: Written<Date>;
    delivered_at: Written<Date | null>;
    revocation: ColumnType<unknown, string | null, string | null>;
    use_ended: Generated<boolean>;
    end_told_for: ColumnType<Date | null, never, never>;
  };
  'sharing.suspension': {
    id: string;
    grant_id: string;
    no: number;
    state: string;
    side: string;
    organisation_id: string;
    fact: string;
    basis: Json<unknown>;
    suspended_by: string;
    suspended_at: Written<Date>;
    report: string | null;
    reported_by: string | null;
    reported_at: Written<Date | null>;
    decided_by: string | null;
    ended_at: Written<Date | null>;
  };
  'sharing.suspension_event': {
    sequence: ColumnType<number, never, never>;
    suspension_id: string;
    at: Written<Date>;
    action: string;
    organisation_id: string | null;
    role: string;
    words: string | null;
  };
  'sharing.grant_version': { grant_id: string; version: number; document: Json<unknown>; made_at: Written<Date> };
};
