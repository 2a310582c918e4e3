import { notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { withoutFormer } from './rotate-secret.ts';
import { recordWebhookAct } from './webhook-evidence.ts';
import { lockEndingSecrets, saveWebhook } from './webhook-store.ts';
import type { Webhook } from './webhook.ts';

type EndNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;

/** So long before it ends the department is told that messages will soon carry one signature. */
const toldBeforeMs = 86_400_000;

/** Forgets former secrets whose time is over, and tells departments a day before. Messages heed the time by themselves: a late run lets none out. */
export async function endFormerSecrets(needs: EndNeeds): Promise<void> {
  const now = needs.clock.now();
  await needs.database.transaction(async (tx) => {
    for (const webhook of await lockEndingSecrets(tx, new Date(now.getTime() + toldBeforeMs))) {
      if (webhook.formerUntil === null) continue;
      if (webhook.formerUntil <= now) await forget(tx, needs, webhook);
      else if (!webhook.formerTold) await tell(tx, needs, { webhook, until: webhook.formerUntil });
    }
  });
}

async function forget(tx: Transaction, needs: EndNeeds, webhook: Webhook): Promise<void> {
  const ended = { ...webhook, ...withoutFormer, revision: webhook.revision + 1 };
  await saveWebhook(tx, ended);
  const actor = { ...systemActor('catalog.webhook'), orgId: webhook.orgId };
  await recordWebhookAct(tx, needs, {
    actor,
    action: 'catalog.end-former-webhook-secret',
    webhook: ended,
    facts: { because: 'time-over' },
  });
}

async function tell(tx: Transaction, { clock, newId }: EndNeeds, { webhook, until }: { webhook: Webhook; until: Date }): Promise<void> {
  const { id, orgId, name } = webhook;
  await saveWebhook(tx, { ...webhook, formerTold: true });
  await notify(tx, {
    id: newId(),
    key: `catalog.webhook:${id}:former-secret:${until.toISOString()}`,
    for: { kind: 'organisation', orgId, power: 'catalog.webhook' },
    subject: { module: 'catalog', kind: 'catalog.webhook', id },
    title: { key: 'catalog.notice.webhook-secret-ends', params: { name } },
    link: `/catalog/webhooks/${id}`,
    at: clock.now(),
  });
}
