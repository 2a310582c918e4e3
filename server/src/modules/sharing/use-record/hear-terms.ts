import { z } from 'zod';
import { systemActor } from '#modules/identity';
import { clocksOf } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { lockGrant, type GrantRecord } from '../grant-store.ts';
import { STATEMENT_RULE, USE_RECORD_CASE } from './use-record-rules.ts';
import { recordUseStep } from './use-record-step.ts';
import { findUseRecord, saveUseRecord } from './use-record-store.ts';
import type { UseRecord } from './use-record.ts';

const said = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), ruleKey: z.string(), rung: z.string() });

/** What use records listen to: the term of a statement has run out. The holder's heads and the region's authority hear of it from the desk. */
export function useRecordListeners(needs: Pick<Needs, 'clock'>): readonly Listener[] {
  return [{ listener: 'sharing.use-statement-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) }];
}

/** Judged under the grant's lock and by the very clock that it tells of, so an event that is late or comes twice does no harm. */
async function hearWarning(tx: Transaction, event: OutboxEvent, { clock }: Pick<Needs, 'clock'>): Promise<void> {
  const { clockId, caseKind, caseId, ruleKey, rung } = said.parse(event.body);
  if (caseKind !== USE_RECORD_CASE || ruleKey !== STATEMENT_RULE || rung !== 'overdue') return;
  const at = clock.now();
  const owing = await stillOwing(tx, { recordId: caseId, clockId, at });
  if (!owing) return;
  const late = { ...owing.record, late: true };
  await saveUseRecord(tx, late);
  const actor = systemActor('sharing.use-statement-term');
  await recordUseStep(tx, { grant: owing.grant, record: late, actor, action: 'sharing.use-statement-overdue', at, origin: null });
}

type Told = { readonly recordId: string; readonly clockId: string; readonly at: Date };

/** The record and its locked grant, where that very term has run out and nothing has been stated since. */
async function stillOwing(
  tx: Transaction,
  { recordId, clockId, at }: Told,
): Promise<{ grant: GrantRecord; record: UseRecord } | undefined> {
  const found = await findUseRecord(tx, recordId);
  const grant = found && (await lockGrant(tx, found.grantId));
  if (!grant) return undefined;
  const record = await findUseRecord(tx, recordId);
  if (record?.state !== 'owed' || record.late) return undefined;
  const terms = await clocksOf(tx, { caseKind: USE_RECORD_CASE, caseIds: [recordId], at });
  return terms.some(({ id, state }) => id === clockId && state === 'lapsed') ? { grant, record } : undefined;
}
