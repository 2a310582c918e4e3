import { z } from 'zod';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { fileOf } from '../entry/entry-file.ts';
import { findEntry } from '../entry/entry-store.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { ACKNOWLEDGEMENT_CASE, tellProvider } from './acknowledgement-handing.ts';
import { findAcknowledgement } from './acknowledgement-store.ts';
import { turnOf } from './acknowledgement.ts';

const warned = z.object({ caseKind: z.string(), caseId: z.string(), rung: z.string() });

/** What acknowledgements listen to: a consumer's term that has lapsed. The desk tells the consumer and the authority; this tells the provider. */
export function acknowledgementListeners(needs: Pick<StepNeeds, 'clock' | 'newId'>): readonly Listener[] {
  return [{ listener: 'catalog.acknowledgement-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, needs, event) }];
}

async function hearWarning(tx: Transaction, needs: Pick<StepNeeds, 'clock' | 'newId'>, event: OutboxEvent): Promise<void> {
  const { caseKind, caseId, rung } = warned.parse(event.body);
  if (caseKind !== ACKNOWLEDGEMENT_CASE || rung !== 'overdue') return;
  const told = await findAcknowledgement(tx, caseId);
  // Answered meanwhile: nothing is late any more.
  if (!told || turnOf(told.state) !== 'consumer') return;
  const entry = await findEntry(tx, told.entryId);
  if (!entry) throw new Error(`acknowledgement ${told.id} has no entry`);
  await tellProvider(tx, needs, { told, file: await fileOf(tx, entry), word: 'overdue' });
}
