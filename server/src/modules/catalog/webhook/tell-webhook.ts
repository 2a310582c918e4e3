import { reached } from '#platform/hooks';
import { type Hand } from '#platform/caller';
import type { PlacedEvent } from '../change-feed/read-changes.ts';
import type { Attempt } from './attempt-store.ts';
import { eventMessage } from './message.ts';
import type { SendingNeeds } from './try-webhook.ts';
import { recordWebhookAct } from './webhook-evidence.ts';
import { secretsOf } from './webhook-secret.ts';
import { holdOn, type Held } from './webhook-store.ts';
import type { Webhook } from './webhook.ts';

type Telling = {
  readonly webhook: Webhook;
  readonly placed: PlacedEvent;
  readonly kind: 'delivery' | 'replay';
  readonly by: Hand;
  readonly origin?: string;
  /** A worker goes on holding the endpoint; it stops where the endpoint was changed under its hands, or another holds it. */
  readonly hold?: Held;
};

/**
 * Sends one event. That it leaves is evidence before it leaves, so a worker that is killed afterwards has left its record; the
 * event is then sent again under the same id. Undefined: the endpoint is no longer as the caller knows it, and nothing was sent.
 */
export async function tellWebhook(needs: SendingNeeds, telling: Telling): Promise<Attempt | undefined> {
  const { webhook, placed, kind, by, origin, hold } = telling;
  const { database, clock, newId, send } = needs;
  const { event, position } = placed;
  const at = clock.now();
  const message = eventMessage(placed, { secrets: secretsOf(needs, webhook, at), at });
  const isHeld = await database.transaction(async (tx) => {
    if (hold && !(await holdOn(tx, webhook, hold))) return false;
    const facts = { position, eventId: event.eventId, kind };
    await recordWebhookAct(tx, needs, {
      actor: by,
      action: 'catalog.tell-webhook',
      webhook,
      payload: message.body,
      facts,
      ...(origin === undefined ? {} : { origin }),
    });
    return true;
  });
  if (!isHeld) return undefined;
  const sent = await send(webhook.url, message);
  await reached('catalog.webhook.sent');
  const { eventId, change, entryId } = event;
  return { ...sent, id: newId(), webhookId: webhook.id, kind, eventId, position, change, entryId, at };
}
