import { isRefusal } from '@karez/kit/refusal';
import { systemActor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import type { Listener } from '#platform/outbox';
import { z } from 'zod';
import { withoutFormer } from './rotate-secret.ts';
import { recordWebhookAct } from './webhook-evidence.ts';
import { lockWebhook, saveWebhook, webhooksOf } from './webhook-store.ts';
import { nextState } from './webhook.ts';

const said = z.object({ orgId: z.uuid() });

/** A dissolved department is told nothing more: its endpoints end, and their secrets are forgotten. */
export function webhookListeners(needs: Pick<Needs, 'clock'>): readonly Listener[] {
  return [
    {
      listener: 'catalog.webhooks-of-dissolved',
      event: 'identity.organisation-dissolved',
      hear: async (tx, event) => {
        const { orgId } = said.parse(event.body);
        for (const { id } of await webhooksOf(tx, orgId)) {
          const webhook = await lockWebhook(tx, id);
          const state = webhook && nextState(webhook.state, 'dissolve');
          if (!webhook || state === undefined || isRefusal(state)) continue;
          const ended = { ...webhook, ...withoutFormer, sealedSecret: null, state, revision: webhook.revision + 1 };
          await saveWebhook(tx, ended);
          const actor = { ...systemActor('catalog.webhook'), orgId };
          await recordWebhookAct(tx, needs, { actor, action: 'catalog.remove-webhook', webhook: ended, facts: { because: 'dissolved' } });
        }
      },
    },
  ];
}
