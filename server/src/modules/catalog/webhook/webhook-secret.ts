import { randomBytes } from 'node:crypto';
import type { Needs } from '#platform/needs';
import type { Webhook } from './webhook.ts';

const purposeOf = (webhookId: string): string => `catalog.webhook/${webhookId}`;

/** A fresh signing secret: shown once, and as it is stored. */
export function newSecret({ keys }: Pick<Needs, 'keys'>, webhookId: string): { secret: string; sealed: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, sealed: keys.encrypt(purposeOf(webhookId), Buffer.from(secret, 'utf8')) };
}

/**
 * The secrets that a message to an endpoint is signed with at an instant: the present one, and for its time the former one. A removed endpoint has
 * none, and nothing is sent to it.
 */
export function secretsOf({ keys }: Pick<Needs, 'keys'>, webhook: Webhook, at: Date): readonly string[] {
  const { id, sealedSecret, formerSecret, formerUntil } = webhook;
  if (sealedSecret === null) throw new Error('a removed webhook has no secret');
  const isFormerValid = formerSecret !== null && formerUntil !== null && formerUntil > at;
  const sealed = isFormerValid ? [sealedSecret, formerSecret] : [sealedSecret];
  return sealed.map((each) => keys.decrypt(purposeOf(id), each).toString('utf8'));
}
