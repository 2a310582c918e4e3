import type { RoleCode } from '@karez/contract/identity/roles';
import type { Reader } from '#platform/database';
import type { SignInStage } from './actor.ts';

export type OrganisationRow = {
  id: string;
  uscc: string | null;
  name: string;
  short_name: string;
  type: 'government' | 'institution' | 'mass-organisation' | 'enterprise' | 'other';
  region_code: string;
  parent_id: string | null;
  sample: boolean;
  sharing_office_name: string | null;
  sharing_office_head_id: string | null;
  created_at: Date;
  dissolved_on: string | null;
  dissolution_document: string | null;
  successor_id: string | null;
  name_ug: string | null;
  name_en: string | null;
  name_ug_reviewed: boolean;
};

export type DocumentRow = {
  id: string;
  org_id: string;
  kind: string;
  title: string;
  document_number: string;
  issued_on: string;
  file_name: string;
  media_type: string;
  bytes: number;
  sha256: string;
  filed_by: string;
  filed_at: Date;
};

export type PersonRow = {
  id: string;
  account: string;
  title: string;
  home_org_id: string;
  state: 'active' | 'disabled';
  password_hash: string;
  password_changed_at: Date;
  password_must_change: boolean;
  second_factor: Buffer | null;
  second_factor_confirmed: boolean;
  second_factor_step: number | null;
  created_at: Date;
};

export type PostRow = {
  id: string;
  person_id: string;
  org_id: string;
  role: RoleCode;
  division_id: string | null;
  state: 'proposed' | 'confirmed' | 'rejected' | 'ended';
  ends_on: string | null;
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  ended_at: Date | null;
};

export type SessionRow = {
  id: string;
  token_hash: Buffer;
  person_id: string;
  stage: SignInStage;
  acting_post_id: string | null;
  delegation_id: string | null;
  began_at: Date;
  seen_at: Date;
  ended_at: Date | null;
};

export type BusinessSystemRow = {
  id: string;
  org_id: string;
  name: string;
  division_id: string | null;
  builder: string;
  operator: string;
  network_zone: 'e-government-extranet' | 'department-network' | 'internet' | 'cloud';
  protection_level: number;
  joined_on: string | null;
  purpose: string;
  state: 'running' | 'retired';
  version: number;
  registered_at: Date;
};

export type MachineClientRow = {
  id: string;
  org_id: string;
  system_id: string;
  name: string;
  state: 'active' | 'disabled';
  public_jwk: unknown;
  key_id: string;
  algorithm: 'ES256' | 'EdDSA';
  key_since: Date;
  registered_at: Date;
};

export type IdentityTables = {
  'identity.region': {
    code: string;
    name: string;
    parent_code: string | null;
    level: 'region' | 'city' | 'county' | 'town';
    sample: boolean;
    name_ug: string | null;
    name_en: string | null;
  };
  'identity.organisation': OrganisationRow;
  'identity.former_name': { org_id: string; name: string };
  'identity.division': { id: string; org_id: string; name: string };
  'identity.authority_member': { region_code: string; org_id: string; lead: boolean; powers: string[] };
  'identity.document': DocumentRow;
  'identity.person': PersonRow;
  'identity.former_password': { person_id: string; hash: string; replaced_at: Date };
  'identity.post': PostRow;
  'identity.sign_in_attempt': { account: string; failures: number; window_began_at: Date; locked_until: Date | null };
  'identity.session': SessionRow;
  'identity.business_system': BusinessSystemRow;
  'identity.machine_client': MachineClientRow;
  'identity.used_assertion': { client_id: string; jti: string; expires_at: Date };
  'identity.demo_account': { person_id: string; password: Buffer };
};

/** The same reader (or transaction), knowing this module's tables. */
export function tables(reader: Reader) {
  return reader.withTables<IdentityTables>();
}
