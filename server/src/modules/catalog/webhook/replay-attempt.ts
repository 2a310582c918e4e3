import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { changesBehind } from '../change-feed/read-changes.ts';
import { findAttempt, insertAttempt, type Attempt } from './attempt-store.ts';
import type { WebhookCommand } from './change-webhook.ts';
import { tellWebhook } from './tell-webhook.ts';
import type { SendingNeeds } from './try-webhook.ts';
import { mayOnWebhook } from './webhook-policy.ts';
import { findWebhook } from './webhook-store.ts';

/** Sends the event of one attempt again, now, under its old id and with the entry as it may be read now. */
export async function replayAttempt(
  needs: SendingNeeds,
  { actor, webhookId, attemptId, origin }: WebhookCommand & { readonly attemptId: string },
): Promise<Attempt | Refusal> {
  const { reader } = needs.database;
  const webhook = await findWebhook(reader, webhookId);
  if (!webhook) return refuse('catalog.webhook.not-found');
  const permitted = mayOnWebhook(actor, webhook, 'replay');
  if (isRefusal(permitted)) return permitted;
  const position = (await findAttempt(reader, { webhookId, id: attemptId }))?.position ?? null;
  const [placed] = position === null ? [] : (await changesBehind(reader, needs, { position: position - 1, limit: 1 })).items;
  if (!placed) return refuse('catalog.webhook.nothing-to-replay');
  const attempt = await tellWebhook(needs, { webhook, placed, kind: 'replay', by: actor, origin });
  if (!attempt) return refuse('catalog.webhook.nothing-to-replay');
  await needs.database.transaction((tx) => insertAttempt(tx, attempt));
  return attempt;
}
