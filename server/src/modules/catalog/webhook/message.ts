import { createHmac } from 'node:crypto';
import { webhookEventHeader, webhookSignatureHeader, webhookTimeHeader } from '@karez/contract/catalog/webhook';
import type { PlacedEvent } from '../change-feed/read-changes.ts';

/** One message to an endpoint, signed for the moment at which it is sent. */
export type Message = { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> };

type Told = { readonly eventId: string; readonly text: string; readonly secrets: readonly string[]; readonly at: Date };

/** Signs with every valid secret over time and body, so that neither can be changed and an old message cannot be sent again as a new one. */
function signed({ eventId, text, secrets, at }: Told): Message {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${seconds}.${text}`, 'utf8').digest('hex')}`);
  return {
    body: Buffer.from(text, 'utf8'),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Karez-Webhook/1',
      [webhookEventHeader]: eventId,
      [webhookTimeHeader]: seconds,
      [webhookSignatureHeader]: signatures.join(','),
    },
  };
}

type Signing = Pick<Told, 'secrets' | 'at'>;

/** The event as the change feed tells it, with its position for receivers that sort. */
export function eventMessage({ position, event }: PlacedEvent, { secrets, at }: Signing): Message {
  return signed({ eventId: event.eventId, text: JSON.stringify({ type: 'catalog.change', position, ...event }), secrets, at });
}

/** The message of a test: it tells of no entry. */
export function testMessage(eventId: string, { secrets, at }: Signing): Message {
  return signed({ eventId, text: JSON.stringify({ type: 'catalog.test', eventId, at: at.toISOString() }), secrets, at });
}
