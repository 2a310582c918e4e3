import { z } from 'zod';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { lockGrant, type GrantRecord } from '../grant-store.ts';
import { hasRunOut, RECTIFICATION_RULE, SUSPENSION_CASE, suspensionClocks, termOf } from './suspension-clock.ts';
import { tellOfOverdue } from './suspension-handing.ts';
import { recordSuspensionStep } from './suspension-step.ts';
import { findSuspension, openSuspension } from './suspension-store.ts';
import type { Suspension } from './suspension.ts';

const said = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), ruleKey: z.string(), rung: z.string() });
const byPlatform = systemActor('sharing.rectification-term');

/** What suspensions listen to: the holder's term has run out. Its unit's heads and its region's authority hear of it from the desk. */
export function suspensionListeners(needs: Pick<Needs, 'clock' | 'newId'>): readonly Listener[] {
  return [{ listener: 'sharing.rectification-overdue', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) }];
}

/** Judged under the grant's lock and by the very clock that it tells of, so an event that is late or comes twice does no harm. */
async function hearWarning(tx: Transaction, event: OutboxEvent, { clock, newId }: Pick<Needs, 'clock' | 'newId'>): Promise<void> {
  const { clockId, caseKind, caseId, ruleKey, rung } = said.parse(event.body);
  if (caseKind !== SUSPENSION_CASE || ruleKey !== RECTIFICATION_RULE || rung !== 'overdue') return;
  const at = clock.now();
  const owing = await stillOwing(tx, { suspensionId: caseId, clockId, at });
  if (!owing) return;
  const step = {
    suspension: owing.suspension,
    actor: byPlatform,
    action: 'sharing.rectification-overdue',
    word: 'overdue',
    role: 'SYSTEM',
  };
  await recordSuspensionStep(tx, { ...step, words: null, at, origin: null });
  await tellOfOverdue(tx, owing, { at, newId });
}

type Told = { readonly suspensionId: string; readonly clockId: string; readonly at: Date };

/** The suspension and its locked grant, where that very term has run out and nothing has been reported since. */
async function stillOwing(
  tx: Transaction,
  { suspensionId, clockId, at }: Told,
): Promise<{ grant: GrantRecord; suspension: Suspension } | undefined> {
  const found = await findSuspension(tx, suspensionId);
  const grant = found && (await lockGrant(tx, found.grantId));
  if (!grant) return undefined;
  const suspension = await openSuspension(tx, grant.id);
  if (suspension?.id !== suspensionId || suspension.state !== 'suspended') return undefined;
  const term = termOf(await suspensionClocks(tx, [suspensionId], at), suspensionId);
  return term?.id === clockId && hasRunOut(term) ? { grant, suspension } : undefined;
}
