import { notify } from '#modules/desk';
import type { Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { partnersOf } from '../use/use-store.ts';
import type { StatusNeeds } from '../status/status-handing.ts';

type TellingNeeds = Pick<StatusNeeds, 'clock' | 'newId' | 'applicantsOf'>;
type Change = {
  readonly word: 'renamed' | 'dissolved';
  readonly organisation: Organisation;
  /** As it was called when everyone learned its name. */
  readonly before: string;
  /** Tells one event from the next of the same kind. */
  readonly eventId: string;
  /** Entries that it provides. */
  readonly entryIds: readonly string[];
};

/**
 * Departments concerned learn once that one was renamed or has ended: those that use or wait for its data, that nothing of theirs ends by it; those
 * whose data it uses, that a grant of theirs is held under another name or by a department that is no more.
 */
export async function tellPartners(
  tx: Transaction,
  { clock, newId, applicantsOf }: TellingNeeds,
  { word, organisation, before, eventId, entryIds }: Change,
): Promise<void> {
  const { users, providers } = await partnersOf(tx, organisation.id);
  const consumers = [...new Set([...users, ...(await applicantsOf(tx, entryIds))])];
  const sides = [
    { side: 'user', orgIds: consumers, power: 'sharing.apply', link: '/sharing/grants?side=held' },
    { side: 'provider', orgIds: providers, power: 'sharing.handle', link: '/sharing/grants?side=given' },
  ] as const;
  for (const { side, orgIds, power, link } of sides) {
    for (const orgId of orgIds.filter((id) => id !== organisation.id)) {
      await notify(tx, {
        id: newId(),
        key: `catalog.organisation:${eventId}:${side}:${orgId}`,
        for: { kind: 'organisation', orgId, power },
        subject: { module: 'catalog', kind: 'catalog.organisation', id: organisation.id },
        title: { key: `catalog.notice.organisation-${word}-${side}`, params: { before, name: organisation.name } },
        link,
        at: clock.now(),
      });
    }
  }
}
