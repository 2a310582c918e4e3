import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { feedPosition } from '#platform/feed';
import type { Needs } from '#platform/needs';
import { changeTopic } from '../change-feed/change.ts';
import { checkWebhookAddress } from './webhook-address.ts';
import { recordWebhookAct } from './webhook-evidence.ts';
import { mayOnWebhook } from './webhook-policy.ts';
import { lockWebhook, saveWebhook } from './webhook-store.ts';
import { nextState, type Webhook, type WebhookEvent } from './webhook.ts';

type ChangeNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;
/** What every verb on an endpoint is told. */
export type WebhookCommand = { readonly actor: Actor; readonly webhookId: string; readonly origin: string };

type Step = {
  readonly event: WebhookEvent;
  readonly action: string;
  readonly facts?: Readonly<Record<string, string | number>>;
  /** What else changes; a refusal ends the step. */
  readonly change?: (webhook: Webhook, tx: Transaction) => Promise<Partial<Webhook> | Refusal> | Partial<Webhook> | Refusal;
};

/** One step on a locked endpoint: policy, new state, evidence. */
export async function takeStep(needs: ChangeNeeds, { actor, webhookId, origin }: WebhookCommand, step: Step): Promise<Webhook | Refusal> {
  return needs.database.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, webhookId);
    if (!webhook) return refuse('catalog.webhook.not-found');
    const permitted = mayOnWebhook(actor, webhook, step.event);
    if (isRefusal(permitted)) return permitted;
    const state = nextState(webhook.state, step.event);
    if (isRefusal(state)) return state;
    const changed = (await step.change?.(webhook, tx)) ?? {};
    if (isRefusal(changed)) return changed;
    const next: Webhook = { ...webhook, ...changed, state, revision: webhook.revision + 1 };
    await saveWebhook(tx, next);
    await recordWebhookAct(tx, needs, { actor, origin, action: step.action, webhook: next, facts: { state, ...step.facts } });
    return next;
  });
}

type Change = WebhookCommand & { readonly name: string; readonly url: string; readonly ifMatch: string | null };

/** Changes name or address. Another address is told nothing until it was tested and enabled again; it takes the same secret. */
export async function changeWebhook(needs: ChangeNeeds, command: Change): Promise<Webhook | Refusal> {
  const url = await checkWebhookAddress(command.url, needs.config);
  if (isRefusal(url)) return url;
  const known = await needs.database.transaction((tx) => lockWebhook(tx, command.webhookId));
  const isMoved = known !== undefined && known.url !== url;
  return takeStep(needs, command, {
    event: isMoved ? 'change-address' : 'rename',
    action: 'catalog.change-webhook',
    facts: { address: isMoved ? 'changed' : 'kept' },
    change: (webhook) =>
      command.ifMatch === String(webhook.revision) && known?.revision === webhook.revision
        ? { name: command.name, url, ...(isMoved ? { failures: 0 } : {}) }
        : refuse('catalog.webhook.stale', { revision: webhook.revision }),
  });
}

/** Enables a tested endpoint, which goes on where it stopped, or pauses it. */
export async function switchWebhook(
  needs: ChangeNeeds,
  command: WebhookCommand & { to: 'enabled' | 'paused' },
): Promise<Webhook | Refusal> {
  const isOn = command.to === 'enabled';
  return takeStep(needs, command, {
    event: isOn ? 'enable' : 'pause',
    action: 'catalog.switch-webhook',
    change: () => (isOn ? { failures: 0, nextAttemptAt: needs.clock.now() } : {}),
  });
}

/** Ends an endpoint for good and forgets its secret. */
export async function removeWebhook(needs: ChangeNeeds, command: WebhookCommand): Promise<Webhook | Refusal> {
  return takeStep(needs, command, {
    event: 'remove',
    action: 'catalog.remove-webhook',
    change: () => ({ sealedSecret: null, formerSecret: null, formerUntil: null, formerTold: false }),
  });
}

/** Goes back, or on, to a position of the change feed. */
export async function rewindWebhook(needs: ChangeNeeds, command: WebhookCommand & { position: number }): Promise<Webhook | Refusal> {
  const { position } = command;
  return takeStep(needs, command, {
    event: 'rewind',
    action: 'catalog.rewind-webhook',
    facts: { position },
    change: async (_, tx) => {
      const newest = await feedPosition(tx, changeTopic);
      return position > newest ? refuse('catalog.change-feed.cursor-ahead', { newest }) : { position, nextAttemptAt: needs.clock.now() };
    },
  });
}
