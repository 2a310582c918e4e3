import type { RoleCode } from '@karez/contract/identity/roles';

/** One more post than the three that every department has. */
export type Extra = readonly [suffix: string, title: string, roles: readonly RoleCode[], division?: string];
type System = {
  readonly key: string;
  readonly name: string;
  readonly division: string;
  readonly builder: string;
  readonly operator: string;
  readonly networkZone: 'e-government-extranet' | 'cloud';
  readonly protectionLevel: number;
  readonly joinedOn: string;
  readonly purpose: string;
};
/** A department of the demo city. Its code is invented and check-digit valid. */
export type Department = {
  readonly key: string;
  readonly uscc: string;
  readonly name: string;
  readonly shortName: string;
  readonly formerNames: readonly string[];
  readonly type: 'government' | 'institution';
  readonly regionCode: string;
  readonly divisions: readonly string[];
  readonly sharingOffice: string;
  readonly extra?: readonly Extra[];
  readonly systems?: readonly System[];
};

export const authorityAdmin: Extra = ['zgy', '主管管理员', ['AUTHORITY_ADMIN']];
export const authorityLeader: Extra = ['zgl', '主管负责人', ['AUTHORITY_LEADER']];
