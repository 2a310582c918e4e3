import type { RoleCode } from '@karez/contract/identity/roles';
import { confirmedRoles } from '@karez/contract/identity/roles';

/** The three administrators (三员分立, GB/T 22239 8.1.4): nobody holds two of them; the database enforces it too. */
const threeAdministrators: readonly RoleCode[] = ['SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN'];
/** Roles that approve; the platform's operator approves nothing (law.md §6.1). */
const approvers: readonly RoleCode[] = ['AUTHORITY_ADMIN', 'AUTHORITY_LEADER', 'OFFICE_HEAD', 'DEPT_LEADER', 'CATALOG_REVIEWER'];
/** Roles of the authority: only its member organisations have them (91-7.1). */
const authorityRoles: readonly RoleCode[] = ['AUTHORITY_ADMIN', 'AUTHORITY_LEADER'];
/** Roles that the system administrator names; every other is named by the department's own 单位管理员. */
const administratorNamed: readonly RoleCode[] = ['ORG_ADMIN', 'SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN', 'PLATFORM_OPERATOR', 'INSPECTOR'];

/** Whether one person may not hold both roles; every pair that is not named here may meet in one person. */
export function excludeEachOther(first: RoleCode, second: RoleCode): boolean {
  if (first === second) return false;
  const pair: readonly RoleCode[] = [first, second];
  if (pair.every((role) => threeAdministrators.includes(role))) return true;
  return pair.includes('PLATFORM_OPERATOR') && pair.some((role) => approvers.includes(role));
}

/** The held role that stands against a new one, or undefined. */
export function excludedBy(held: readonly RoleCode[], wanted: RoleCode): RoleCode | undefined {
  return held.find((role) => excludeEachOther(role, wanted));
}

/** Whether the security administrator has to confirm the role before it carries a power. */
export function needsConfirmation(role: RoleCode): boolean {
  return confirmedRoles.includes(role);
}

/** Which power names people into the role. */
export function namedWith(role: RoleCode): 'identity.name-people' | 'identity.name-administrators' {
  return administratorNamed.includes(role) ? 'identity.name-administrators' : 'identity.name-people';
}

/** Whether only members of an authority may have the role. */
export function isAuthorityRole(role: RoleCode): boolean {
  return authorityRoles.includes(role);
}

/** Who speaks for a division belongs to one. */
export function needsDivision(role: RoleCode): boolean {
  return role === 'DIVISION_CLERK';
}

/** Technical accounts of contractors are bounded in time (law.md §6.1). */
export function needsEndDate(role: RoleCode): boolean {
  return role === 'CONTRACTOR';
}
