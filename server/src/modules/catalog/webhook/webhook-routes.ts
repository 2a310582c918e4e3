import * as contract from '@karez/contract/catalog/webhook';
import type { Route } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { serve, type Call, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { changeWebhook, removeWebhook, rewindWebhook, switchWebhook } from './change-webhook.ts';
import { listAttempts, visibleWebhook } from './read-webhooks.ts';
import { registerWebhook } from './register-webhook.ts';
import { replayAttempt } from './replay-attempt.ts';
import { endFormerSecret, rotateSecret } from './rotate-secret.ts';
import { openSender } from './send-message.ts';
import { testWebhook } from './try-webhook.ts';
import { webhooksOf } from './webhook-store.ts';
import { attemptView, webhookView } from './webhook-view.ts';
import type { Webhook } from './webhook.ts';

/** The webhooks' HTTP door; part of the catalogue's. */
export function webhookRoutes(needs: Needs): Served[] {
  return [...keepingRoutes(needs), ...sendingRoutes(needs)];
}

type WebhookCall = Pick<Call<Route>, 'actor' | 'database' | 'setEtag'>;

/** The endpoint with its revision number as `ETag`. */
async function shown({ actor, database, setEtag }: WebhookCall, webhook: Webhook | Refusal) {
  if (isRefusal(webhook)) return webhook;
  setEtag(webhook.revision);
  return webhookView(database.reader, actor, webhook);
}

function keepingRoutes(needs: Needs): Served[] {
  return [
    serve(contract.listWebhooks, async ({ actor, database: { reader } }) => {
      const webhooks = actor.orgId === null ? [] : await webhooksOf(reader, actor.orgId);
      return { items: await Promise.all(webhooks.map((webhook) => webhookView(reader, actor, webhook))) };
    }),
    serve(contract.registerWebhook, async (call) => {
      const { actor, body, origin, database } = call;
      const made = await registerWebhook({ ...needs, database }, { actor, origin, ...body });
      if (isRefusal(made)) return made;
      call.setEtag(made.webhook.revision);
      return { webhook: await webhookView(database.reader, actor, made.webhook), secret: made.secret };
    }),
    serve(contract.getWebhook, async (call) =>
      shown(call, await visibleWebhook(call.database.reader, { actor: call.actor, ...call.params })),
    ),
    serve(contract.changeWebhook, async (call) => {
      const { actor, params, body, ifMatch, origin, database } = call;
      return shown(call, await changeWebhook({ ...needs, database }, { actor, origin, ifMatch, ...params, ...body }));
    }),
    serve(contract.switchWebhook, async (call) => {
      const { actor, params, body, origin, database } = call;
      return shown(call, await switchWebhook({ ...needs, database }, { actor, origin, ...params, ...body }));
    }),
    serve(contract.rotateSecret, async (call) => {
      const { actor, params, body, origin, database } = call;
      const made = await rotateSecret({ ...needs, database }, { actor, origin, ...params, ...body });
      if (isRefusal(made)) return made;
      call.setEtag(made.webhook.revision);
      return { webhook: await webhookView(database.reader, actor, made.webhook), secret: made.secret };
    }),
    serve(contract.endFormerSecret, async (call) => {
      const { actor, params, origin, database } = call;
      return shown(call, await endFormerSecret({ ...needs, database }, { actor, origin, ...params }));
    }),
    serve(contract.removeWebhook, async (call) => {
      const { actor, params, origin, database } = call;
      return shown(call, await removeWebhook({ ...needs, database }, { actor, origin, ...params }));
    }),
    serve(contract.rewindWebhook, async (call) => {
      const { actor, params, body, origin, database } = call;
      return shown(call, await rewindWebhook({ ...needs, database }, { actor, origin, ...params, ...body }));
    }),
    serve(contract.listAttempts, ({ actor, params, query, database }) =>
      listAttempts(database.reader, { actor, ...params, cursor: query.cursor, limit: query.limit }),
    ),
  ];
}

function sendingRoutes(needs: Needs): Served[] {
  const send = openSender(needs.config);
  return [
    serve(contract.testWebhook, async ({ actor, params, origin, database }) => {
      const tested = await testWebhook({ ...needs, database, send }, { actor, origin, ...params });
      if (isRefusal(tested)) return tested;
      return { webhook: await webhookView(database.reader, actor, tested.webhook), attempt: attemptView(tested.attempt) };
    }),
    serve(contract.replayAttempt, async ({ actor, params, origin, database }) => {
      const attempt = await replayAttempt({ ...needs, database, send }, { actor, origin, ...params });
      return isRefusal(attempt) ? attempt : attemptView(attempt);
    }),
  ];
}
