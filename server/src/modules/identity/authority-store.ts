import type { Reader, Transaction } from '#platform/database';
import type { Authority, AuthorityMember } from './authority.ts';
import { tables } from './tables.ts';

/** The authority of exactly this region; undefined where it has none. */
export async function authorityOfRegion(reader: Reader, regionCode: string): Promise<Authority | undefined> {
  const rows = await tables(reader)
    .selectFrom('identity.authority_member')
    .selectAll()
    .where('region_code', '=', regionCode)
    .orderBy('lead', 'desc')
    .orderBy('org_id')
    .execute();
  if (rows.length === 0) return undefined;
  return { regionCode, members: rows.map((row) => ({ orgId: row.org_id, lead: row.lead, powers: row.powers })) };
}

/** Regions that have an authority of their own. */
export async function regionsWithAuthority(reader: Reader): Promise<Set<string>> {
  const rows = await tables(reader).selectFrom('identity.authority_member').select('region_code').distinct().execute();
  return new Set(rows.map((row) => row.region_code));
}

/** What each organisation may do as a member of authorities. */
export async function membershipsOf(
  reader: Reader,
  orgIds: readonly string[],
): Promise<Map<string, { regionCode: string; powers: string[] }[]>> {
  if (orgIds.length === 0) return new Map();
  const rows = await tables(reader).selectFrom('identity.authority_member').selectAll().where('org_id', 'in', orgIds).execute();
  return new Map(
    orgIds.map((orgId) => [
      orgId,
      rows.filter((row) => row.org_id === orgId).map((row) => ({ regionCode: row.region_code, powers: row.powers })),
    ]),
  );
}

/** Replaces the members of a region's authority. */
export async function saveAuthority(tx: Transaction, regionCode: string, members: readonly AuthorityMember[]): Promise<void> {
  const db = tables(tx);
  await db.deleteFrom('identity.authority_member').where('region_code', '=', regionCode).execute();
  const rows = members.map((member) => ({ region_code: regionCode, org_id: member.orgId, lead: member.lead, powers: [...member.powers] }));
  await db.insertInto('identity.authority_member').values(rows).execute();
}
