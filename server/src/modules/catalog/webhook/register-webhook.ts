import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, organisationById, type Actor } from '#modules/identity';
import { feedPosition } from '#platform/feed';
import type { Needs } from '#platform/needs';
import { changeTopic } from '../change-feed/change.ts';
import { checkWebhookAddress } from './webhook-address.ts';
import { recordWebhookAct } from './webhook-evidence.ts';
import { newSecret } from './webhook-secret.ts';
import { insertWebhook, lockRegistrations, webhooksOf } from './webhook-store.ts';
import { webhooksMax, type Webhook } from './webhook.ts';

type RegisterNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'keys' | 'config'>;
type Register = {
  readonly actor: Actor;
  readonly origin: string;
  readonly name: string;
  readonly url: string;
  /** Whether it is told what happens from now on, or first everything that stands. */
  readonly from: 'now' | 'start';
};

/** Registers an endpoint of the caller's department. It is told nothing before it was tested and enabled. */
export async function registerWebhook(needs: RegisterNeeds, command: Register): Promise<{ webhook: Webhook; secret: string } | Refusal> {
  const { actor, name, from, origin } = command;
  const { orgId } = actor;
  const permitted = mayUse(actor, 'catalog.webhook', { orgId });
  if (isRefusal(permitted)) return permitted;
  if (orgId === null) return refuse('catalog.webhook.not-found');
  const url = await checkWebhookAddress(command.url, needs.config);
  if (isRefusal(url)) return url;
  return needs.database.transaction(async (tx) => {
    await lockRegistrations(tx, orgId);
    const organisation = await organisationById(tx, orgId);
    if (!organisation || organisation.dissolved !== null) return refuse('catalog.webhook.department-dissolved');
    if ((await webhooksOf(tx, orgId)).length >= webhooksMax) return refuse('catalog.webhook.too-many', { max: webhooksMax });
    const id = needs.newId();
    const { secret, sealed } = newSecret(needs, id);
    const at = needs.clock.now();
    const webhook: Webhook = {
      id,
      orgId,
      revision: 1,
      name,
      url,
      state: 'untested',
      sealedSecret: sealed,
      formerSecret: null,
      formerUntil: null,
      formerTold: false,
      position: from === 'start' ? 0 : await feedPosition(tx, changeTopic),
      failures: 0,
      nextAttemptAt: at,
      registeredBy: actor.id,
      registeredAt: at,
    };
    await insertWebhook(tx, webhook);
    await recordWebhookAct(tx, needs, { actor, origin, action: 'catalog.register-webhook', webhook, facts: { from } });
    return { webhook, secret };
  });
}
