import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { lockEntryForGrant } from '#modules/catalog';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { publish } from '#platform/outbox';
import { endStoppageByFiling } from '../stoppage/stoppage-step.ts';
import { endGrant } from '../end-grant.ts';
import { lockGrant, runningGrants, type GrantRecord } from '../grant-store.ts';
import { shownState } from '../grant.ts';
import { freshParty } from './file-service-change.ts';
import { tellAffected } from './filing-handing.ts';
import { askUnasked, keepFiling, moved, noteFiling } from './filing-step.ts';
import { affectedGrants, dueFiling, findFiling, insertAffected, insertParty, lockFiling, openFilings, partiesOf } from './filing-store.ts';
import type { FilingRecord } from './filing.ts';

const actor = systemActor('sharing.bring-filings-into-force');
type JobNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;

/**
 * Brings filings into force on their day (809-27.3): a service that stops ends the grants that it affects, one in a transaction, each as a revocation by its
 * provider would, with its disposal; the filing is in force when none is left. Before, grants issued since are added and told. Answers how many steps it took.
 */
export async function bringFilingsIntoForce(needs: JobNeeds): Promise<number> {
  const { reader } = needs.database;
  let steps = 0;
  for (const id of await openFilings(reader, null)) while (await needs.database.transaction((tx) => addLate(tx, needs, id))) steps += 1;
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  for (let id = await dueFiling(reader, today); id !== undefined; id = await dueFiling(reader, today)) {
    const filingId = id;
    while (await needs.database.transaction((tx) => endNext(tx, needs, filingId))) steps += 1;
    if (await needs.database.transaction((tx) => takeEffect(tx, needs, filingId))) steps += 1;
  }
  return steps;
}

/**
 * A running grant of the entry that the filing does not know yet: its department is told, and asked while answers are taken. Of what is with the
 * authority it is asked when that comes back; the filing is another than the one that was read, so that nobody decides past it.
 */
async function addLate(tx: Transaction, needs: JobNeeds, filingId: string): Promise<boolean> {
  const locked = await lockFiling(tx, filingId);
  if (!locked || locked.endedAt !== null) return false;
  const filing = { ...locked, revision: locked.revision + 1 };
  const at = needs.clock.now();
  const known = new Set((await affectedGrants(tx, filingId)).map(({ grantId }) => grantId));
  const late = (await runningGrants(tx, filing.entryId, at)).find(({ id }) => !known.has(id));
  if (!late) return false;
  const { requesterOrgId } = late.document;
  const held = (await partiesOf(tx, filingId)).find((one) => one.requesterOrgId === requesterOrgId);
  const party = held ?? freshParty(needs.newId(), filingId, requesterOrgId);
  if (!held) await insertParty(tx, party);
  await insertAffected(tx, filingId, { grantId: late.id, requesterOrgId });
  const step = { filing, actor, action: 'sharing.add-affected-grant', word: 'affected', role: 'SYSTEM', words: null, origin: null };
  await noteFiling(tx, { ...step, partyOrgId: requesterOrgId, facts: { grantId: late.id } }, at);
  await tellAffected(tx, { filing, parties: [party] }, { party, grantId: late.id, at, newId: needs.newId });
  await askUnasked(tx, { filing, parties: [party] }, { at, newId: needs.newId });
  await keepFiling(tx, needs, { filing, word: 'affected', by: null });
  return true;
}

/** A grant that a stop still has to end, locked before its entry and the filing: the order in which whoever agrees to a grant takes them. */
async function nextUnderLock(
  tx: Transaction,
  needs: JobNeeds,
  filingId: string,
): Promise<{ readonly grant: GrantRecord; readonly filing: FilingRecord } | undefined> {
  const at = needs.clock.now();
  const seen = await findFiling(tx, filingId);
  if (seen?.kind !== 'stop') return undefined;
  const [next] = await runningGrants(tx, seen.entryId, at);
  const grant = next && (await lockGrant(tx, next.id));
  if (!grant) return undefined;
  await lockEntryForGrant(tx, seen.entryId, dayIn(needs.config.KAREZ_TIME_ZONE, at));
  const filing = await lockFiling(tx, filingId);
  return filing?.state === 'accepted' ? { grant, filing } : undefined;
}

/** Ends one grant that a stop affects; false when none is left. */
async function endNext(tx: Transaction, needs: JobNeeds, filingId: string): Promise<boolean> {
  const at = needs.clock.now();
  const next = await nextUnderLock(tx, needs, filingId);
  if (!next) return false;
  const { grant, filing } = next;
  // Ended meanwhile by somebody else: the next look finds it gone.
  if (!['active', 'suspended'].includes(shownState(grant, at))) return true;
  const byOrganisation = (await organisationById(tx, filing.providerOrgId))?.name ?? '';
  const { reason } = filing;
  await endGrant(tx, needs, { grant, actor, byOrganisation, reason, action: 'sharing.stop-service', trigger: 'revoked', origin: '' });
  await reached('sharing.bring-filings-into-force.grant-ended');
  return true;
}

/** The last step, under the entry's lock, so that no grant slips in between; false where one has. */
async function takeEffect(tx: Transaction, needs: JobNeeds, filingId: string): Promise<boolean> {
  const at = needs.clock.now();
  const seen = await findFiling(tx, filingId);
  if (!seen) return false;
  await lockEntryForGrant(tx, seen.entryId, dayIn(needs.config.KAREZ_TIME_ZONE, at));
  const filing = await lockFiling(tx, filingId);
  if (filing?.state !== 'accepted') return false;
  if (filing.kind === 'stop' && (await runningGrants(tx, filing.entryId, at)).length > 0) return false;
  await comeIntoForce(tx, needs, filing);
  await reached('sharing.bring-filings-into-force.before-commit');
  return true;
}

async function comeIntoForce(tx: Transaction, needs: JobNeeds, filing: FilingRecord): Promise<void> {
  const at = needs.clock.now();
  const next = moved(filing, 'take-effect');
  if (isRefusal(next)) throw new Error(`filing ${filing.id} is accepted and does not come into force: ${next.code}`);
  const effective = { ...next, endedAt: at };
  const step = { filing: effective, actor, action: 'sharing.bring-filing-into-force', word: 'in-force', role: 'SYSTEM' };
  await noteFiling(tx, { ...step, words: null, origin: null }, at);
  if (filing.kind === 'stop') {
    const body = { filingId: filing.id, entryId: filing.entryId, serviceId: filing.serviceId };
    await publish(tx, { id: needs.newId(), name: 'sharing.service-stopped', key: `catalog.entry:${filing.entryId}`, body });
    // What stopped before its day is answered now, and not by a filing that may still be withdrawn or returned.
    await endStoppageByFiling(tx, filing.entryId, { at, newId: needs.newId });
  }
  await keepFiling(tx, needs, { filing: effective, word: 'in-force', by: null });
}
