import { z } from 'zod';
import { notify } from '#modules/desk';
import { organisationById, systemActor, type Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { assignToSuccessor } from '../claim/claim-store.ts';
import { competentRegion, fileOf } from '../entry/entry-file.ts';
import { entryIdsOf, lockEntry, saveProvider } from '../entry/entry-store.ts';
import type { Entry } from '../entry/entry.ts';
import { tellStep } from '../revision/record-step.ts';
import type { StatusNeeds } from '../status/status-handing.ts';
import { searchDocumentOf } from '../search/search-document.ts';
import { saveSearchDocuments } from '../search/search-store.ts';
import { providerFrom } from './move-entry.ts';
import { tellPartners } from './tell-organisations.ts';
import { handLeftoversOn } from './transfer-handing.ts';

const said = z.object({ orgId: z.uuid() });

/** What the catalogue listens to: departments that were renamed, dissolved or merged. */
export function organisationListeners(needs: StatusNeeds): readonly Listener[] {
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
async function hearNewName(tx: Transaction, event: OutboxEvent, needs: StatusNeeds): Promise<void> {
  const { orgId } = said.parse(event.body);
  const organisation = await organisationById(tx, orgId);
  if (!organisation) return;
  const entryIds = await entryIdsOf(tx, orgId);
  const before = organisation.formerNames.at(-1) ?? organisation.name;
  await tellPartners(tx, needs, { word: 'renamed', organisation, before, eventId: event.id, entryIds });
  for (const id of entryIds) {
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
async function hearEnd(tx: Transaction, event: OutboxEvent, needs: StatusNeeds): Promise<void> {
  const { orgId } = said.parse(event.body);
  const from = await organisationById(tx, orgId);
  if (!from) return;
  await tellPartners(tx, needs, {
    word: 'dissolved',
    organisation: from,
    before: from.name,
    eventId: event.id,
    entryIds: await entryIdsOf(tx, orgId),
  });
  await bequeath(tx, needs, from);
  const regionCode = await competentRegion(tx, from.regionCode);
  if (regionCode) await handLeftoversOn(tx, needs, { from, regionCode, by: null });
}

/** What was imported for a department and never confirmed is not transferred: its successor claims it, as if it had been imported for that one. */
async function bequeath(tx: Transaction, { clock, newId }: StatusNeeds, from: Organisation): Promise<void> {
  const successorId = from.dissolved?.successorId ?? null;
  if (successorId === null) return;
  const at = clock.now();
  const by = systemActor('catalog.organisation-dissolved').id;
  const count = await assignToSuccessor(tx, { formerId: from.id, organisationId: successorId, by, at });
  if (count === 0) return;
  await notify(tx, {
    id: newId(),
    key: `catalog.claim-inherited:${from.id}`,
    for: { kind: 'organisation', orgId: successorId, power: 'catalog.claim' },
    subject: { module: 'catalog', kind: 'catalog.organisation', id: from.id },
    title: { key: 'catalog.notice.claim-inherited', params: { from: from.name, count } },
    link: '/catalog/overview/to-claim',
    at,
  });
}
