import { z } from 'zod';
import { notify } from '#modules/desk';
import { organisationById, systemActor, type Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { closeAssignment } from '../claim/assignment-handing.ts';
import { assignToSuccessor, openAssignmentsTo } from '../claim/claim-store.ts';
import { competentRegion } from '../entry/entry-file.ts';
import { entryIdsOf } from '../entry/entry-store.ts';
import type { StatusNeeds } from '../status/status-handing.ts';
import { askRenaming } from './rename-provider.job.ts';
import { tellEnd } from './tell-end.ts';
import { tellPartners } from './tell-organisations.ts';
import { retractOffers } from './retract-offers.ts';
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

/** Those concerned learn of a department's new name, and its entries are queued to carry it. */
async function hearNewName(tx: Transaction, event: OutboxEvent, needs: StatusNeeds): Promise<void> {
  const { orgId } = said.parse(event.body);
  const organisation = await organisationById(tx, orgId);
  if (!organisation) return;
  const entryIds = await entryIdsOf(tx, orgId);
  const before = organisation.formerNames.at(-1) ?? organisation.name;
  await tellPartners(tx, needs, { word: 'renamed', organisation, before, eventId: event.id, entryIds });
  await askRenaming(tx, { organisationId: orgId, at: needs.clock.now() });
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
  await tellEnd(tx, needs, from);
  await bequeath(tx, needs, from);
  await endAssignmentsTo(tx, needs, from);
  await retractOffers(tx, needs, from);
  const regionCode = await competentRegion(tx, from.regionCode);
  if (regionCode) await handLeftoversOn(tx, needs, { from, regionCode, by: null });
}

/** What a department that is no more was asked to claim is asked of nobody: it stands among the unclaimed again, unless a successor has it by now. */
async function endAssignmentsTo(tx: Transaction, { clock }: StatusNeeds, from: Organisation): Promise<void> {
  const { id: by } = systemActor('catalog.organisation-dissolved');
  for (const asked of await openAssignmentsTo(tx, from.id)) {
    await closeAssignment(tx, { asked, event: 'lapse', by, at: clock.now(), reason: '' });
  }
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
