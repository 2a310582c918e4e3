import type { Selectable } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { SharingTables } from '../tables.ts';
import type { Handling } from './handling.ts';

function handlingFrom(row: Selectable<SharingTables['sharing.handling']>): Handling {
  return {
    id: row.id,
    applicationId: row.application_id,
    organisationId: row.organisation_id,
    receivedBy: row.received_by,
    receivedAt: row.received_at,
    holderId: row.holder_id,
    heldSince: row.held_since,
    proposalOpenedAt: row.proposal_opened_at,
    endedAt: row.ended_at,
  };
}

/** The latest work of a department on an application, ended or not; undefined where nobody has received it there. */
export async function handlingBy(reader: Reader, applicationId: string, organisationId: string): Promise<Handling | undefined> {
  const row = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.handling')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('organisation_id', '=', organisationId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && handlingFrom(row);
}

/** The work that is under way on an application, in whichever department. */
export async function openHandling(reader: Reader, applicationId: string): Promise<Handling | undefined> {
  const row = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.handling')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row && handlingFrom(row);
}

/** What lies in somebody's hand in a department, what has lain there longest first. */
export async function handlingsHeld(
  reader: Reader,
  { personId, orgId }: { readonly personId: string; readonly orgId: string },
): Promise<Handling[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.handling')
    .selectAll()
    .where('holder_id', '=', personId)
    .where('organisation_id', '=', orgId)
    .where('ended_at', 'is', null)
    .orderBy('held_since')
    .orderBy('id')
    .execute();
  return rows.map(handlingFrom);
}

/** Accounts that have something in hand in a department. */
export async function holdersOfHandlings(reader: Reader, orgId: string): Promise<string[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.handling')
    .select('holder_id')
    .distinct()
    .where('organisation_id', '=', orgId)
    .where('ended_at', 'is', null)
    .orderBy('holder_id')
    .execute();
  return rows.map((row) => row.holder_id);
}

/** The caller holds the application's lock. */
export async function insertHandling(tx: Transaction, handling: Handling): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.handling')
    .values({
      id: handling.id,
      application_id: handling.applicationId,
      organisation_id: handling.organisationId,
      received_by: handling.receivedBy,
      received_at: handling.receivedAt,
      holder_id: handling.holderId,
      held_since: handling.heldSince,
      ended_at: handling.endedAt,
    })
    .execute();
}

/** Writes who has it in hand, that the head has opened the proposal, or that it is over; the caller holds the application's lock. */
export async function saveHandling(tx: Transaction, { id, holderId, heldSince, proposalOpenedAt, endedAt }: Handling): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.handling')
    .set({ holder_id: holderId, held_since: heldSince, proposal_opened_at: proposalOpenedAt, ended_at: endedAt })
    .where('id', '=', id)
    .execute();
}
