import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Listener, OutboxEvent } from '#platform/outbox';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { afterEvent } from '../application.ts';
import { APPLICATION_CASE, cancelEveryClock, SUPPLEMENT_RULE, supplementClock } from '../case-clock.ts';
import { entryNameOf } from '../entry-name.ts';

const said = z.object({ clockId: z.string(), caseKind: z.string(), caseId: z.string(), ruleKey: z.string(), rung: z.string() });
const byPlatform = systemActor('sharing.supplement-term');

/** What supplements listen to: the requester's own term has run out. */
export function supplementListeners(needs: Pick<Needs, 'clock' | 'newId'>): readonly Listener[] {
  return [{ listener: 'sharing.supplement-lapsed', event: 'law.clock-warned', hear: (tx, event) => hearWarning(tx, event, needs) }];
}

/**
 * The application is withdrawn, never refused: its department may apply again, and the provider owes nothing any more. Judged under the application's
 * lock and by the very clock that it tells of, so an event that is late or comes twice does no harm.
 */
async function hearWarning(tx: Transaction, event: OutboxEvent, needs: Pick<Needs, 'clock' | 'newId'>): Promise<void> {
  const { clockId, caseKind, caseId, ruleKey, rung } = said.parse(event.body);
  if (caseKind !== APPLICATION_CASE || ruleKey !== SUPPLEMENT_RULE || rung !== 'overdue') return;
  const application = await lockApplication(tx, caseId);
  if (!application) return;
  const state = afterEvent(application.state, 'lapse');
  if (isRefusal(state)) return;
  const at = needs.clock.now();
  // Signed meanwhile and asked for anew, or given more days by a changed calendar: that is another term.
  const owed = await supplementClock(tx, application.id, at);
  if (owed?.id !== clockId || owed.state !== 'lapsed') return;
  const cancelled = await cancelEveryClock(tx, application.id, at);
  if (isRefusal(cancelled)) throw new Error(`the clocks of application ${application.id} do not end: ${cancelled.code}`);
  const lapsed = { ...application, state, revision: application.revision + 1 };
  await saveApplicationRecord(tx, lapsed);
  const step = { application: lapsed, actor: byPlatform, action: 'sharing.lapse-supplement', word: 'supplement-lapsed', role: 'SYSTEM' };
  await recordApplicationStep(tx, { ...step, opinion: null, at, origin: null });
  await passOn(tx, lapsed, { by: byPlatform.id, at, dueAt: null, newId: needs.newId });
  await tellBoth(tx, lapsed, { at, newId: needs.newId });
}

async function tellBoth(
  tx: Transaction,
  application: ApplicationRecord,
  { at, newId }: { at: Date } & Pick<Needs, 'newId'>,
): Promise<void> {
  const title = {
    key: 'sharing.notice.supplement-lapsed',
    params: { no: application.no ?? '', entry: await entryNameOf(tx, application.entryId) },
  };
  const readers = [
    { orgId: application.requesterOrgId, power: 'sharing.apply' },
    { orgId: application.providerOrgId, power: 'sharing.handle' },
  ];
  for (const { orgId, power } of readers) {
    await notify(tx, {
      id: newId(),
      key: `sharing.supplement-lapsed:${application.id}:${orgId}`,
      for: { kind: 'organisation', orgId, power },
      subject: { module: 'sharing', kind: APPLICATION_CASE, id: application.id },
      title,
      link: `/sharing/applications/${application.id}`,
      at,
    });
  }
}
