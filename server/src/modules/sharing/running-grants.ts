import type { Reader } from '#platform/database';
import { runningGrants } from './grant-store.ts';
import { sidesOf } from './present-application.ts';

/** Grants of an entry that are active and have not run out, by number: who uses what of it, with which application. */
export async function runningGrantsOf(reader: Reader, entryId: string, at: Date) {
  const running = await runningGrants(reader, entryId, at);
  const nameOf = await sidesOf(
    reader,
    running.map(({ document }) => document.requesterOrgId),
  );
  return running.map(({ id, validTo, applicationNo, document }) => ({
    grantId: id,
    grantNo: document.no,
    applicationId: document.applicationId,
    applicationNo,
    organisationId: document.requesterOrgId,
    organisationName: nameOf(document.requesterOrgId).name,
    systemName: document.systemName,
    validTo: validTo.toISOString(),
    itemNos: document.items.map(({ no }) => no),
  }));
}
