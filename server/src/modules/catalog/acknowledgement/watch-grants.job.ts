import { isRefusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { actedBy } from '#platform/caller';
import { lockEntry } from '../entry/entry-store.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { closeTurn } from './acknowledgement-handing.ts';
import { entriesWithOpen, openAcknowledgementsOf, saveAcknowledgement } from './acknowledgement-store.ts';
import { ended, type Acknowledgement } from './acknowledgement.ts';
import type { ImpactNeeds } from './impact.ts';

export type WatchNeeds = StepNeeds & Pick<ImpactNeeds, 'grantsOn'>;

/** Entries that one look asks for at a time. */
const BATCH = 100;

/** Ends acknowledgements of departments whose every grant has ended, or whose own the entry has become: nobody owes them any more. Answers how many. */
export async function watchGrants(needs: WatchNeeds): Promise<number> {
  let lapsed = 0;
  for (let after: string | null = null; ;) {
    const entries: readonly string[] = await entriesWithOpen(needs.database.reader, { after, limit: BATCH });
    for (const entryId of entries) lapsed += await needs.database.transaction((tx) => lapseOf(tx, needs, entryId));
    if (entries.length < BATCH) return lapsed;
    after = entries.at(-1) ?? null;
  }
}

/** Under the entry's row lock, which every grant and every version takes too. */
async function lapseOf(tx: Transaction, needs: WatchNeeds, entryId: string): Promise<number> {
  const at = needs.clock.now();
  const own = (await lockEntry(tx, entryId))?.provider.organisationId;
  const running = new Set((await needs.grantsOn(tx, entryId, at)).map(({ organisationId }) => organisationId));
  const gone = (await openAcknowledgementsOf(tx, entryId)).filter(
    ({ organisationId }) => organisationId === own || !running.has(organisationId),
  );
  for (const told of gone) await lapse(tx, needs, told);
  return gone.length;
}

async function lapse(tx: Transaction, needs: WatchNeeds, told: Acknowledgement): Promise<void> {
  const at = needs.clock.now();
  const over = ended(told, 'lapse', at);
  if (isRefusal(over)) throw new Error(`acknowledgement ${told.id} was open and is not: ${over.code}`);
  const actor = systemActor('catalog.watch-grants');
  await saveAcknowledgement(tx, over);
  await closeTurn(tx, needs, { told, by: actor.id, outcome: 'cancelled' });
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action: 'catalog.lapse-acknowledgement',
    outcome: { result: 'done' },
    object: { kind: 'catalog.acknowledgement', id: told.id },
    origin: null,
    facts: { entryId: told.entryId, organisationId: told.organisationId },
  });
}
