import type { AnswerOf } from '@karez/contract/route';
import type { listAttempts as attemptsContract } from '@karez/contract/catalog/webhook';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { attemptsOf } from './attempt-store.ts';
import { seesWebhook } from './webhook-policy.ts';
import { findWebhook } from './webhook-store.ts';
import { attemptView } from './webhook-view.ts';
import type { Webhook } from './webhook.ts';

type About = { readonly actor: Actor; readonly webhookId: string };

/** An endpoint of the actor's own department. */
export async function visibleWebhook(reader: Reader, { actor, webhookId }: About): Promise<Webhook | Refusal> {
  const webhook = await findWebhook(reader, webhookId);
  return webhook && seesWebhook(actor, webhook) ? webhook : refuse('catalog.webhook.not-found');
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Attempts to tell an endpoint, latest first; the cursor is the id of the last line. */
export async function listAttempts(
  reader: Reader,
  { actor, webhookId, cursor, limit }: About & { cursor: string | undefined; limit: number },
): Promise<AnswerOf<typeof attemptsContract> | Refusal> {
  const webhook = await visibleWebhook(reader, { actor, webhookId });
  if (isRefusal(webhook)) return webhook;
  if (cursor !== undefined && !uuid.test(cursor))
    return refuse('request.invalid', { count: 1 }, [{ path: '/query/cursor', code: 'invalid-format', params: {} }]);
  const { items, total } = await attemptsOf(reader, { webhookId, before: cursor ?? null, limit: limit + 1 });
  const shown = items.slice(0, limit);
  return { items: shown.map(attemptView), next: items.length > limit ? (shown.at(-1)?.id ?? null) : null, total };
}
