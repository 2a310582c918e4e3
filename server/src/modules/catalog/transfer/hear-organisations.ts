import { z } from 'zod';
import { openTodo } from '#modules/desk';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { competentRegion, fileOf } from '../entry/entry-file.ts';
import { entryIdsOf, lockEntry, saveProvider } from '../entry/entry-store.ts';
import type { Entry } from '../entry/entry.ts';
import { tellStep, type StepNeeds } from '../revision/record-step.ts';
import { searchDocumentOf } from '../search/search-document.ts';
import { saveSearchDocuments } from '../search/search-store.ts';
import { providerFrom } from './move-entry.ts';
import { countMovable } from './transfer-store.ts';

const said = z.object({ orgId: z.uuid() });

/** The to-do that asks the authority to transfer what a dissolved department held. */
export const dissolvedTodoKey = (orgId: string): string => `catalog.dissolved:${orgId}`;

/** What the catalogue listens to: departments that were renamed, dissolved or merged. */
export function organisationListeners(needs: StepNeeds): readonly Listener[] {
  return [
    {
      listener: 'catalog.organisation-renamed',
      event: 'identity.organisation-renamed',
      hear: (tx, event) => hearNewName(tx, event, needs),
    },
    {
      listener: 'catalog.organisation-dissolved',
      event: 'identity.organisation-dissolved',
      hear: (tx, event) => hearEnd(tx, event, needs),
    },
  ];
}

/** Every entry of a renamed department carries its new name, and is found under the former one. */
async function hearNewName(tx: Transaction, event: OutboxEvent, needs: StepNeeds): Promise<void> {
  const { orgId } = said.parse(event.body);
  const organisation = await organisationById(tx, orgId);
  if (!organisation) return;
  for (const id of await entryIdsOf(tx, orgId)) {
    const entry = await lockEntry(tx, id);
    if (!entry) continue;
    const { provider } = entry;
    const renamed: Entry = { ...entry, provider: providerFrom(organisation, provider.aliases) };
    if (provider.name === organisation.name) continue;
    const file = { ...(await fileOf(tx, entry)), entry: renamed };
    await saveProvider(tx, renamed);
    await saveSearchDocuments(tx, [searchDocumentOf(file)]);
    await tellStep(tx, needs, {
      file,
      step: {
        actor: systemActor('catalog.organisation-renamed'),
        origin: '',
        action: 'catalog.rename-provider',
        word: 'provider-renamed',
        role: '',
        opinion: null,
        changes: [{ field: 'provider', before: provider.name, after: organisation.name }],
      },
    });
  }
}

/** The authority of a dissolved department's region is asked to transfer what stands in its name. */
async function hearEnd(tx: Transaction, event: OutboxEvent, { clock, newId }: StepNeeds): Promise<void> {
  const { orgId } = said.parse(event.body);
  const organisation = await organisationById(tx, orgId);
  const regionCode = organisation && (await competentRegion(tx, organisation.regionCode));
  const count = await countMovable(tx, orgId);
  if (!organisation || !regionCode || count === 0) return;
  await openTodo(tx, {
    id: newId(),
    key: dissolvedTodoKey(orgId),
    for: { kind: 'region', regionCode, power: 'catalog.publish', exceptOrgIds: [orgId] },
    subject: { module: 'catalog', kind: 'catalog.transfer', id: orgId },
    title: { key: 'catalog.todo.transfer-dissolved', params: { from: organisation.name, count } },
    link: `/catalog/transfers/new?from=${orgId}`,
    dueAt: null,
    at: clock.now(),
  });
}
