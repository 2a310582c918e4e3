import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import { takeStep, type WebhookCommand } from './change-webhook.ts';
import { newSecret } from './webhook-secret.ts';
import type { Webhook } from './webhook.ts';

const dayMs = 86_400_000;

type RotateNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'keys'>;

/**
 * Gives an endpoint a new signing secret. For so many days each message carries the signatures of both, so the receiver changes over without a gap;
 * then the former one ends by itself. The new secret is shown once.
 */
export async function rotateSecret(
  needs: RotateNeeds,
  command: WebhookCommand & { readonly overlapDays: number },
): Promise<{ webhook: Webhook; secret: string } | Refusal> {
  const { overlapDays, webhookId } = command;
  const { secret, sealed } = newSecret(needs, webhookId);
  const until = new Date(needs.clock.now().getTime() + overlapDays * dayMs);
  const webhook = await takeStep(needs, command, {
    event: 'rotate',
    action: 'catalog.rotate-webhook-secret',
    facts: { overlapDays },
    change: ({ sealedSecret, formerSecret }) =>
      formerSecret === null
        ? { sealedSecret: sealed, formerSecret: sealedSecret, formerUntil: until, formerTold: false }
        : refuse('catalog.webhook.former-secret-valid'),
  });
  return isRefusal(webhook) ? webhook : { webhook, secret };
}

/** Ends the former secret before its time, where the receiver has changed over or the secret got about. */
export function endFormerSecret(needs: RotateNeeds, command: WebhookCommand): Promise<Webhook | Refusal> {
  return takeStep(needs, command, {
    event: 'end-former',
    action: 'catalog.end-former-webhook-secret',
    change: ({ formerSecret }) => (formerSecret === null ? refuse('catalog.webhook.no-former-secret') : withoutFormer),
  });
}

/** What an endpoint is without its former secret. */
export const withoutFormer = { formerSecret: null, formerUntil: null, formerTold: false } as const;
