import type { Break, TouchedGrant } from '@karez/contract/catalog/acknowledgement';
import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { VersionName } from './acknowledgement.ts';
import type { TouchedService } from './impact.ts';

/** Why a version was major and what it touched when it came into force: the record of it, which never changes. */
export type MajorVersion = VersionName & {
  readonly entryId: string;
  readonly previous: VersionName;
  readonly at: Date;
  readonly breaks: readonly Break[];
  readonly grants: readonly TouchedGrant[];
  readonly services: readonly TouchedService[];
};

export async function insertMajorVersion(tx: Transaction, major: MajorVersion): Promise<void> {
  await sql`
    INSERT INTO catalog.major_version (entry_id, revision_no, version, previous_no, previous_version, at, breaks, grants, services)
    VALUES (${major.entryId}, ${major.no}, ${major.version}, ${major.previous.no}, ${major.previous.version}, ${major.at},
      ${JSON.stringify(major.breaks)}::jsonb, ${JSON.stringify(major.grants)}::jsonb, ${JSON.stringify(major.services)}::jsonb)`.execute(
    tx,
  );
}

type Row = Omit<MajorVersion, 'previous'> & { readonly previousNo: number; readonly previousVersion: string };

/** Every major version of an entry that took the place of another, oldest first. */
export async function majorVersionsOf(reader: Reader, entryId: string): Promise<MajorVersion[]> {
  const found = await sql<Row>`
    SELECT entry_id AS "entryId", revision_no AS no, version, previous_no AS "previousNo", previous_version AS "previousVersion", at, breaks, grants, services
    FROM catalog.major_version WHERE entry_id = ${entryId} ORDER BY revision_no`.execute(reader);
  return found.rows.map(({ previousNo, previousVersion, ...row }) => ({ ...row, previous: { no: previousNo, version: previousVersion } }));
}

/** A version that is or was in force. */
export type InForce = VersionName & { readonly inForceFrom: Date; readonly inForce: boolean; readonly shareType: string | null };

/** Every version of an entry that is or was in force, latest first. */
export async function versionsInForce(reader: Reader, entryId: string): Promise<InForce[]> {
  const found = await sql<InForce>`
    SELECT no, version, (decided ->> 'at')::timestamptz AS "inForceFrom", state = 'effective' AS "inForce", fields ->> 'shareType' AS "shareType"
    FROM catalog.revision WHERE entry_id = ${entryId} AND state IN ('effective', 'superseded') ORDER BY no DESC`.execute(reader);
  return found.rows;
}
