import { grantSuspensionSchema } from '@karez/contract/sharing/schemas';
import type { Selectable } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { Suspension } from './suspension.ts';

const { state: stateSchema, side: sideSchema, basis: basisSchema } = grantSuspensionSchema.shape;

function suspensionFrom(row: Selectable<SharingTables['sharing.suspension']>): Suspension {
  const { report, reported_by: by, reported_at: at } = row;
  return {
    id: row.id,
    grantId: row.grant_id,
    no: row.no,
    state: stateSchema.parse(row.state),
    side: sideSchema.parse(row.side),
    organisationId: row.organisation_id,
    fact: row.fact,
    basis: basisSchema.parse(row.basis),
    suspendedBy: row.suspended_by,
    suspendedAt: row.suspended_at,
    report: report === null || by === null || at === null ? null : { words: report, by, at },
    decidedBy: row.decided_by,
    endedAt: row.ended_at,
  };
}

/** The suspensions of some grants, each grant's in the order in which they came. */
export async function suspensionsOf(reader: Reader, grantIds: readonly string[]): Promise<Suspension[]> {
  if (grantIds.length === 0) return [];
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.suspension')
    .selectAll()
    .where('grant_id', 'in', grantIds)
    .orderBy('no')
    .execute();
  return rows.map(suspensionFrom);
}

/** The one that holds a grant up now; the caller holds the grant's lock where it means to change it. */
export async function openSuspension(reader: Reader, grantId: string): Promise<Suspension | undefined> {
  return (await suspensionsOf(reader, [grantId])).find(({ endedAt }) => endedAt === null);
}

export async function findSuspension(reader: Reader, id: string): Promise<Suspension | undefined> {
  const row = await reader.withTables<SharingTables>().selectFrom('sharing.suspension').selectAll().where('id', '=', id).executeTakeFirst();
  return row && suspensionFrom(row);
}

export async function insertSuspension(tx: Transaction, suspension: Suspension): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.suspension')
    .values({
      id: suspension.id,
      grant_id: suspension.grantId,
      no: suspension.no,
      side: suspension.side,
      organisation_id: suspension.organisationId,
      fact: suspension.fact,
      basis: JSON.stringify(suspension.basis),
      suspended_by: suspension.suspendedBy,
      suspended_at: suspension.suspendedAt,
      ...movedPart(suspension),
    })
    .execute();
}

/** Writes what has become of it; the caller holds the grant's lock. */
export async function saveSuspension(tx: Transaction, suspension: Suspension): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.suspension')
    .set(movedPart(suspension))
    .where('id', '=', suspension.id)
    .execute();
}

function movedPart({ state, report, decidedBy, endedAt }: Suspension) {
  return {
    state,
    report: report?.words ?? null,
    reported_by: report?.by ?? null,
    reported_at: report?.at ?? null,
    decided_by: decidedBy,
    ended_at: endedAt,
  };
}

/** One thing that happened in a suspension. */
export type SuspensionStep = {
  readonly suspensionId: string;
  readonly at: Date;
  readonly action: string;
  readonly organisationId: string | null;
  readonly role: string;
  readonly words: string | null;
};

export async function insertSuspensionStep(tx: Transaction, step: SuspensionStep): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.suspension_event')
    .values({
      suspension_id: step.suspensionId,
      at: step.at,
      action: step.action,
      organisation_id: step.organisationId,
      role: step.role,
      words: step.words,
    })
    .execute();
}

/** What happened in some suspensions, oldest first. */
export async function suspensionSteps(reader: Reader, suspensionIds: readonly string[]): Promise<SuspensionStep[]> {
  if (suspensionIds.length === 0) return [];
  return reader
    .withTables<SharingTables>()
    .selectFrom('sharing.suspension_event')
    .select(['suspension_id as suspensionId', 'at', 'action', 'organisation_id as organisationId', 'role', 'words'])
    .where('suspension_id', 'in', suspensionIds)
    .orderBy('sequence')
    .execute();
}
