import { createHmac } from 'node:crypto';
import { webhookEventHeader, webhookSignatureHeader, webhookTimeHeader } from '@karez/contract/catalog/webhook';
import type { PlacedEvent } from '../change-feed/read-changes.ts';

/** One message to an endpoint, signed for the moment at which it is sent. */
export type Message = { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> };

type Told = { readonly eventId: string; readonly text: string; readonly secret: string; readonly at: Date };

/** Signs over time and body, so that neither can be changed and an old message cannot be sent again as a new one. */
function signed({ eventId, text, secret, at }: Told): Message {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${seconds}.${text}`, 'utf8').digest('hex');
  return {
    body: Buffer.from(text, 'utf8'),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Karez-Webhook/1',
      [webhookEventHeader]: eventId,
      [webhookTimeHeader]: seconds,
      [webhookSignatureHeader]: `v1=${signature}`,
    },
  };
}

/** The event as the change feed tells it, with its position for receivers that sort. */
export function eventMessage({ position, event }: PlacedEvent, { secret, at }: { secret: string; at: Date }): Message {
  return signed({ eventId: event.eventId, text: JSON.stringify({ type: 'catalog.change', position, ...event }), secret, at });
}

/** The message of a test: it tells of no entry. */
export function testMessage(eventId: string, { secret, at }: { secret: string; at: Date }): Message {
  return signed({ eventId, text: JSON.stringify({ type: 'catalog.test', eventId, at: at.toISOString() }), secret, at });
}
