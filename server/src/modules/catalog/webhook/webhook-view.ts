import type { AttemptAnswer, WebhookAnswer } from '@karez/contract/catalog/webhook';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { feedPosition } from '#platform/feed';
import { changeTopic } from '../change-feed/change.ts';
import type { Attempt } from './attempt-store.ts';
import { webhookActions } from './webhook-policy.ts';
import type { Webhook } from './webhook.ts';

/** The endpoint as its department sees it; the secret is in no answer but the first. */
export async function webhookView(reader: Reader, actor: Actor, webhook: Webhook): Promise<WebhookAnswer> {
  const { id, revision, name, url, state, failures, nextAttemptAt, position, registeredAt } = webhook;
  const newest = await feedPosition(reader, changeTopic);
  return {
    id,
    revision,
    name,
    url,
    state,
    failures,
    nextAttemptAt: state === 'enabled' && failures > 0 ? nextAttemptAt.toISOString() : null,
    behind: Math.max(0, newest - position),
    position,
    registeredAt: registeredAt.toISOString(),
    formerSecretUntil: webhook.formerUntil?.toISOString() ?? null,
    allowed: webhookActions(actor, webhook),
  };
}

/** An attempt as it is shown. */
export function attemptView({ at, ...attempt }: Attempt): AttemptAnswer {
  const { id, kind, eventId, position, change, entryId, durationMs, outcome, status, answerBytes } = attempt;
  return { id, kind, eventId, position, change, entryId, at: at.toISOString(), durationMs, outcome, status, answerBytes };
}
