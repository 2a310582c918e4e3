import { notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { feedPosition } from '#platform/feed';
import { changeTopic } from '../change-feed/change.ts';
import { changesBehind, type PlacedEvent } from '../change-feed/read-changes.ts';
import { insertAttempt, type Attempt } from './attempt-store.ts';
import { tellWebhook } from './tell-webhook.ts';
import type { SendingNeeds } from './try-webhook.ts';
import { holdNextDue, letGo, lockWebhook, saveWebhook } from './webhook-store.ts';
import { backOffMs, nextState, type Webhook } from './webhook.ts';

/** What telling needs besides: chance from 0 to 1, which spreads the next attempts of endpoints that failed together. */
export type TellNeeds = SendingNeeds & { readonly chance: () => number };

/** How long an endpoint stays held after its worker was killed; longer than one message may take. */
const holdMs = 30_000;
/** Events that one endpoint is told before the next has its turn. */
const eventsPerTurn = 20;

/**
 * Tells endpoints what they have not been told, one endpoint after the other, until none is due. Several workers may run at once: each holds the
 * endpoint that it is telling. Events of an endpoint go out in the order of the feed, one by one; a failed one is tried again before any later one.
 */
export async function tellWebhooks(needs: TellNeeds): Promise<void> {
  let webhook = await nextDue(needs);
  while (webhook) {
    await tellOne(needs, webhook);
    webhook = await nextDue(needs);
  }
}

function heldUntil({ clock }: TellNeeds): Date {
  return new Date(clock.now().getTime() + holdMs);
}

async function nextDue(needs: TellNeeds): Promise<Webhook | undefined> {
  const { reader } = needs.database;
  const newest = await feedPosition(reader, changeTopic);
  return holdNextDue(reader, { now: needs.clock.now(), until: heldUntil(needs), newest });
}

async function tellOne(needs: TellNeeds, webhook: Webhook): Promise<void> {
  const { reader } = needs.database;
  const page = await changesBehind(reader, needs, { position: webhook.position, limit: eventsPerTurn });
  let now: Webhook | undefined = webhook;
  for (const placed of page.items) {
    now = await tellEvent(needs, now, placed);
    if (!now) break;
  }
  await letGo(reader, webhook.id);
}

/** The endpoint behind the event that it was told, or undefined where its turn is over. */
async function tellEvent(needs: TellNeeds, webhook: Webhook, placed: PlacedEvent): Promise<Webhook | undefined> {
  const by = { ...systemActor('catalog.webhook'), orgId: webhook.orgId };
  const attempt = await tellWebhook(needs, { webhook, placed, kind: 'delivery', by, holdUntil: heldUntil(needs) });
  return attempt && needs.database.transaction((tx) => settle(tx, needs, { webhook, attempt, position: placed.position }));
}

type Settling = { readonly webhook: Webhook; readonly attempt: Attempt; readonly position: number };

/** Stores an attempt and what follows from it, unless the endpoint was moved, switched or rewound while the message was out. */
async function settle(tx: Transaction, needs: TellNeeds, { webhook, attempt, position }: Settling): Promise<Webhook | undefined> {
  await insertAttempt(tx, attempt);
  const now = await lockWebhook(tx, webhook.id);
  if (!now || now.state !== 'enabled' || now.url !== webhook.url || now.position !== webhook.position) return undefined;
  if (attempt.outcome !== 'delivered') return afterFailure(tx, needs, now);
  const told = { ...now, position, failures: 0 };
  await saveWebhook(tx, told);
  return told;
}

async function afterFailure(tx: Transaction, needs: TellNeeds, webhook: Webhook): Promise<undefined> {
  const { clock, chance, config } = needs;
  const failures = webhook.failures + 1;
  const nextAttemptAt = new Date(clock.now().getTime() + backOffMs(failures, chance()));
  const isOver = failures >= config.KAREZ_WEBHOOK_FAILURES_MAX;
  const state = isOver ? nextState(webhook.state, 'give-up') : webhook.state;
  if (typeof state !== 'string') throw new Error('an endpoint that is told can be given up');
  const failed = { ...webhook, failures, nextAttemptAt, state, revision: webhook.revision + (isOver ? 1 : 0) };
  await saveWebhook(tx, failed);
  if (isOver) await tellStopped(tx, needs, failed);
}

/** The department learns that its copy of the catalogue no longer follows. */
async function tellStopped(tx: Transaction, { clock, newId }: TellNeeds, { id, orgId, name, failures, revision }: Webhook): Promise<void> {
  await notify(tx, {
    id: newId(),
    key: `catalog.webhook:${id}:stopped:${revision}`,
    for: { kind: 'organisation', orgId, power: 'catalog.webhook' },
    subject: { module: 'catalog', kind: 'catalog.webhook', id },
    title: { key: 'catalog.notice.webhook-stopped', params: { name, count: failures } },
    link: `/catalog/webhooks/${id}`,
    at: clock.now(),
  });
}
