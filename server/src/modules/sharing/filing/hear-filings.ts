import { z } from 'zod';
import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { findPublishedEntry } from '#modules/catalog';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { endClocks, FILING_CASE, openAnswers, openReview, PARTY_CASE } from './filing-clock.ts';
import { closeQuestions } from './filing-handing.ts';
import { keepFiling, noteFiling } from './filing-step.ts';
import { findParty, lockFiling, openFilingOf, openFilings, partiesOf } from './filing-store.ts';
import type { PartyRecord } from './filing.ts';

type HearNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;
const actor = systemActor('sharing.filings');

/** What filings listen to: terms that run out, providers that end, and entries that another department takes over. */
export function filingListeners(needs: HearNeeds): readonly Listener[] {
  return [
    { listener: 'sharing.filing-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) },
    { listener: 'sharing.filing-provider-ended', event: 'identity.organisation-dissolved', hear: (tx, event) => hearEnd(tx, event, needs) },
    {
      listener: 'sharing.filing-entry-transferred',
      event: 'catalog.entry-transferred',
      hear: (tx, event) => hearTransfer(tx, event, needs),
    },
  ];
}

const warned = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), rung: z.string().optional() });

/** A department has not answered in its term, so that the provider may go on, or the authority has not: it stands in the record, and the provider is told. */
async function hearWarning(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { clockId, caseKind, caseId, rung } = warned.parse(event.body);
  if (rung !== 'overdue') return;
  const party = caseKind === PARTY_CASE ? await findParty(tx, caseId) : undefined;
  if (party) await noteOverdue(tx, needs, { clockId, filingId: party.filingId, party });
  if (caseKind === FILING_CASE) await noteOverdue(tx, needs, { clockId, filingId: caseId, party: null });
}

type Overdue = { readonly clockId: string; readonly filingId: string; readonly party: PartyRecord | null };

/** Judged by the clocks that run now: an event that is late does no harm. */
async function noteOverdue(tx: Transaction, needs: HearNeeds, { clockId, filingId, party }: Overdue): Promise<void> {
  const at = needs.clock.now();
  const filing = await lockFiling(tx, filingId);
  if (!filing || filing.endedAt !== null) return;
  const open = party ? await openAnswers(tx, [party], at) : [await openReview(tx, filing.id, at)];
  if (!open.some((clock) => clock?.id === clockId && clock.state === 'lapsed')) return;
  const next = { ...filing, revision: filing.revision + 1 };
  const step = { filing: next, actor, action: 'sharing.filing-overdue', word: 'overdue', role: 'SYSTEM', words: null, origin: null };
  await noteFiling(tx, { ...step, partyOrgId: party?.requesterOrgId ?? null }, at);
  await keepFiling(tx, needs, { filing: next, word: 'overdue', by: null });
}

const ended = z.object({ orgId: z.uuid() });

/** A provider that is no more is followed by its successor: what it has filed goes on, with its day and the answers that were given. */
async function hearEnd(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { orgId } = ended.parse(event.body);
  const successorId = (await organisationById(tx, orgId))?.dissolved?.successorId;
  const successor = successorId ? await organisationById(tx, successorId) : undefined;
  if (!successor) return;
  for (const id of await openFilings(tx, orgId)) await handOver(tx, needs, { filingId: id, receiver: successor });
}

const transferred = z.object({ entryId: z.uuid() });

/** An entry that another department has taken over (91-3.3) takes its filing along. Judged by the provider of now: an event that is late does no harm. */
async function hearTransfer(tx: Transaction, event: OutboxEvent, needs: HearNeeds): Promise<void> {
  const { entryId } = transferred.parse(event.body);
  const entry = await findPublishedEntry(tx, entryId, dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now()));
  if (isRefusal(entry) || entry.provider.organisationId === null) return;
  const { organisationId: id, regionCode } = entry.provider;
  const open = await openFilingOf(tx, entryId);
  if (open) await handOver(tx, needs, { filingId: open.id, receiver: { id, regionCode } });
}

type Handed = { readonly filingId: string; readonly receiver: { readonly id: string; readonly regionCode: string } };

async function handOver(tx: Transaction, needs: HearNeeds, { filingId, receiver }: Handed): Promise<void> {
  const at = needs.clock.now();
  const filing = await lockFiling(tx, filingId);
  if (!filing || filing.endedAt !== null || filing.providerOrgId === receiver.id) return;
  // Nobody is asked about what is its own now.
  const own = (await partiesOf(tx, filingId)).filter(({ requesterOrgId }) => requesterOrgId === receiver.id);
  await endClocks(tx, await openAnswers(tx, own, at), { how: 'cancel', at });
  await closeQuestions(tx, own, { by: null, at });
  const named = { providerOrgId: receiver.id, providerRegionCode: receiver.regionCode };
  const handed = { ...filing, ...named, revision: filing.revision + 1 };
  const step = {
    filing: handed,
    actor,
    action: 'sharing.hand-filing-over',
    word: 'handed-over',
    role: 'SYSTEM',
    words: null,
    origin: null,
  };
  await noteFiling(tx, step, at);
  await keepFiling(tx, needs, { filing: handed, word: 'handed-over', by: null });
}
