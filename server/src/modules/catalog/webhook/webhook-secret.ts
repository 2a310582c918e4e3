import { randomBytes } from 'node:crypto';
import type { Needs } from '#platform/needs';
import type { Webhook } from './webhook.ts';

const purposeOf = (webhookId: string): string => `catalog.webhook/${webhookId}`;

/** A fresh signing secret: shown once, and as it is stored. */
export function newSecret({ keys }: Pick<Needs, 'keys'>, webhookId: string): { secret: string; sealed: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, sealed: keys.encrypt(purposeOf(webhookId), Buffer.from(secret, 'utf8')) };
}

/** The secret that messages to an endpoint are signed with; a removed one has none, and nothing is sent to it. */
export function secretOf({ keys }: Pick<Needs, 'keys'>, { id, sealedSecret }: Webhook): string {
  if (sealedSecret === null) throw new Error('a removed webhook has no secret');
  return keys.decrypt(purposeOf(id), sealedSecret).toString('utf8');
}
