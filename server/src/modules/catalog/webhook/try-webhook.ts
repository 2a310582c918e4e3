import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import { insertAttempt, type Attempt } from './attempt-store.ts';
import type { WebhookCommand } from './change-webhook.ts';
import { testMessage } from './message.ts';
import type { Send } from './send-message.ts';
import { recordWebhookAct } from './webhook-evidence.ts';
import { mayOnWebhook } from './webhook-policy.ts';
import { secretsOf } from './webhook-secret.ts';
import { findWebhook, lockWebhook, saveWebhook } from './webhook-store.ts';
import { nextState, type Webhook } from './webhook.ts';

export type SendingNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'keys' | 'config'> & { readonly send: Send };

/**
 * Sends a test message and judges the endpoint by the answer. That it is sent is in the evidence before it leaves, and how it ended afterwards. The
 * message goes out between two transactions, so nothing is locked while the
 * other side thinks; an endpoint that was changed meanwhile keeps its state.
 */
export async function testWebhook(
  needs: SendingNeeds,
  { actor, webhookId, origin }: WebhookCommand,
): Promise<{ webhook: Webhook; attempt: Attempt } | Refusal> {
  const { database, clock, newId, send } = needs;
  const webhook = await findWebhook(database.reader, webhookId);
  if (!webhook) return refuse('catalog.webhook.not-found');
  const permitted = mayOnWebhook(actor, webhook, 'fail-test');
  if (isRefusal(permitted)) return permitted;
  const at = clock.now();
  const eventId = newId();
  const message = testMessage(eventId, { secrets: secretsOf(needs, webhook, at), at });
  const about = { actor, origin, action: 'catalog.test-webhook' } as const;
  const begun = await database.transaction((tx) =>
    recordWebhookAct(tx, needs, { ...about, webhook, payload: message.body, phase: 'begun' }),
  );
  const sent = await send(webhook.url, message);
  const attempt: Attempt = { ...sent, id: newId(), webhookId, kind: 'test', eventId, position: null, change: null, entryId: null, at };
  return database.transaction(async (tx) => {
    const now = await lockWebhook(tx, webhookId);
    if (!now || now.url !== webhook.url) return refuse('catalog.webhook.stale', { revision: now?.revision ?? 0 });
    const state = nextState(now.state, sent.outcome === 'delivered' ? 'pass-test' : 'fail-test');
    if (isRefusal(state)) return state;
    const judged = { ...now, state, revision: now.revision + 1 };
    await saveWebhook(tx, judged);
    await insertAttempt(tx, attempt);
    const facts = { outcome: sent.outcome, status: sent.status, state };
    await recordWebhookAct(tx, needs, { ...about, webhook: judged, facts, phase: { ends: begun } });
    return { webhook: judged, attempt };
  });
}
