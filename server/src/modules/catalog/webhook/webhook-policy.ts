import type { AllowedActions } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import { nextState, type Webhook, type WebhookEvent } from './webhook.ts';

/** An endpoint is its department's business: for others it does not exist. */
export function seesWebhook(actor: Actor, webhook: Webhook): boolean {
  return actor.orgId !== null && actor.orgId === webhook.orgId;
}

/** Whoever keeps the department's endpoints, in a state that allows it. */
export function mayOnWebhook(actor: Actor, webhook: Webhook, event: WebhookEvent): true | Refusal {
  if (!seesWebhook(actor, webhook)) return refuse('catalog.webhook.not-found');
  const permitted = mayUse(actor, 'catalog.webhook', { orgId: webhook.orgId });
  if (isRefusal(permitted)) return permitted;
  const next = nextState(webhook.state, event);
  return isRefusal(next) ? next : true;
}

/** Every action with its reason where it is not open, for the buttons of the portal. */
export function webhookActions(actor: Actor, webhook: Webhook): AllowedActions {
  const may = (event: WebhookEvent) => mayOnWebhook(actor, webhook, event);
  return allowedOf({
    test: may('fail-test'),
    enable: may('enable'),
    pause: may('pause'),
    change: may('rename'),
    replay: may('replay'),
    rewind: may('rewind'),
    remove: may('remove'),
    rotate: may('rotate'),
    'end-former': may('end-former'),
  });
}
