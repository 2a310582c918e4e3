import { z } from 'zod';
import { systemActor } from '#modules/identity';
import { isRefusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { recordStep, risen, type StepNeeds } from '../revision/record-step.ts';
import { ANSWER_RULE, askFor } from './adjustment-handing.ts';
import { findAdjustment, saveAdjustment } from './adjustment-store.ts';
import { lapse } from './adjustment.ts';

const said = z.object({ caseId: z.string(), ruleKey: z.string(), rung: z.string() });

/** What adjustments listen to: the department's term to answer has passed. */
export function adjustmentListeners(needs: StepNeeds): readonly Listener[] {
  return [{ listener: 'catalog.adjustment-unanswered', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) }];
}

/**
 * Silence approves nothing and drops nothing: the leader has it to decide from here on, and the department may still answer until then. Judged under the
 * entry's lock, so an event that is late or comes twice does no harm.
 */
async function hearWarning(tx: Transaction, event: OutboxEvent, needs: StepNeeds): Promise<void> {
  const { caseId, ruleKey, rung } = said.parse(event.body);
  if (ruleKey !== ANSWER_RULE || rung !== 'overdue') return;
  const known = await findAdjustment(tx, caseId);
  const entry = known && (await lockEntry(tx, known.entryId));
  const adjustment = await findAdjustment(tx, caseId);
  if (!entry || adjustment?.state !== 'proposed') return;
  const next = lapse(adjustment);
  if (isRefusal(next)) return;
  const file = await fileOf(tx, entry);
  await saveAdjustment(tx, next);
  await recordStep(tx, needs, {
    file: { ...file, entry: risen(entry) },
    step: {
      actor: systemActor('catalog.adjustment'),
      origin: null,
      action: 'catalog.lapse-adjustment',
      word: 'adjustment-unanswered',
      role: 'SYSTEM',
      opinion: null,
      changes: [],
      facts: { adjustmentId: next.id },
    },
  });
  await askFor(tx, needs, { adjustment: next, turn: 'decision' });
}
