import { isRefusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { systemActor } from '#modules/identity';
import { cancelClock, clocksOf, startClock } from '#modules/law';
import type { Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import { saveGrantVersion, type GrantRecord } from '../grant-store.ts';
import { compiled, GATEWAY_TOPIC } from '../grant.ts';
import type { SuccessionNeeds } from './hear-transfers.ts';
import { lockGrantsLeftBehind } from './succession-store.ts';

type Receiver = { readonly id: string; readonly regionCode: string };

/** Running grants go on under the receiving department: each gets a version that names it, which the doors learn of at once. */
export async function handGrantsOver(
  tx: Transaction,
  needs: SuccessionNeeds,
  { entryId, receiver }: { entryId: string; receiver: Receiver },
): Promise<void> {
  const at = needs.clock.now();
  const handed: GrantRecord[] = [];
  for (const grant of await lockGrantsLeftBehind(tx, { entryId, providerOrgId: receiver.id })) {
    const next: GrantRecord = {
      ...grant,
      providerRegionCode: receiver.regionCode,
      document: { ...grant.document, version: grant.document.version + 1, providerOrgId: receiver.id },
    };
    await saveGrantVersion(tx, next, at);
    await handClocks(tx, needs, { grant: next, receiver });
    await recordEvidence(tx, {
      at,
      actor: systemActor('sharing.entry-transferred'),
      action: 'sharing.hand-over-grant',
      outcome: { result: 'done' },
      object: { kind: 'sharing.grant', id: next.id, revision: next.document.version },
      grant: { id: next.id, version: next.document.version },
      origin: null,
      facts: { from: grant.document.providerOrgId, to: receiver.id },
    });
    handed.push(next);
  }
  if (handed.length === 0) return;
  await appendFeed(
    tx,
    GATEWAY_TOPIC,
    handed.map(({ id, document }) => ({ kind: 'grant', key: id, body: compiled(document, 'active') })),
  );
}

/** What the former department owed under 809-22 the receiver owes from now on, with the whole term. */
async function handClocks(
  tx: Transaction,
  { clock, newId }: SuccessionNeeds,
  { grant, receiver }: { grant: GrantRecord; receiver: Receiver },
): Promise<void> {
  const at = clock.now();
  for (const open of await clocksOf(tx, { caseKind: 'sharing.grant', caseIds: [grant.id], at })) {
    if (open.endedAt !== null) continue;
    const { caseKind, caseId, ruleKey } = open;
    const cancelled = await cancelClock(tx, { caseKind, caseId, ruleKey }, at);
    if (isRefusal(cancelled)) throw new Error(`clock ${ruleKey} of grant ${grant.id} does not end: ${cancelled.code}`);
    await startClock(tx, { id: newId(), caseKind, caseId, ruleKey, dutyOrgId: receiver.id, region: receiver.regionCode, startedAt: at });
  }
}
