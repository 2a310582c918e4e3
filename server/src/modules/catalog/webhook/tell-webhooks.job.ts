import { notify } from '#modules/desk';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { feedPosition } from '#platform/feed';
import { changeTopic } from '../change-feed/change.ts';
import { changesBehind, type PlacedEvent } from '../change-feed/read-changes.ts';
import { insertAttempt, type Attempt } from './attempt-store.ts';
import { tellWebhook } from './tell-webhook.ts';
import type { SendingNeeds } from './try-webhook.ts';
import { holdNextDue, letGo, lockWebhook, saveWebhook, type Held } from './webhook-store.ts';
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
  let held = await nextDue(needs);
  while (held) {
    await tellOne(needs, held);
    held = await nextDue(needs);
  }
}

function heldUntil({ clock }: TellNeeds): Date {
  return new Date(clock.now().getTime() + holdMs);
}

/** An endpoint and the instant until which this worker holds it. */
type HeldWebhook = { readonly webhook: Webhook; readonly own: Date };

async function nextDue(needs: TellNeeds): Promise<HeldWebhook | undefined> {
  const { database, clock } = needs;
  const newest = await feedPosition(database.reader, changeTopic);
  const own = heldUntil(needs);
  const webhook = await database.transaction((tx) => holdNextDue(tx, { now: clock.now(), until: own, newest }));
  return webhook && { webhook, own };
}

async function tellOne(needs: TellNeeds, held: HeldWebhook): Promise<void> {
  const { reader } = needs.database;
  const page = await changesBehind(reader, needs, { position: held.webhook.position, limit: eventsPerTurn });
  let { own } = held;
  let now: Webhook | undefined = held.webhook;
  for (const placed of page.items) {
    const until = heldUntil(needs);
    const attempt = await tellEvent(needs, { webhook: now, placed, hold: { own, until } });
    if (!attempt) break;
    own = until;
    now = await settled(needs, { webhook: now, attempt, position: placed.position });
    if (!now) break;
  }
  await needs.database.transaction((tx) => letGo(tx, held.webhook.id, own));
}

/** What came of telling one event; undefined where the endpoint is no longer as it was, or another worker's. */
function tellEvent(
  needs: TellNeeds,
  telling: { readonly webhook: Webhook; readonly placed: PlacedEvent; readonly hold: Held },
): Promise<Attempt | undefined> {
  const by = { ...systemActor('catalog.webhook'), orgId: telling.webhook.orgId };
  return tellWebhook(needs, { ...telling, kind: 'delivery', by });
}

/** The endpoint behind the event that it was told, or undefined where its turn is over. */
const settled = (needs: TellNeeds, settling: Settling): Promise<Webhook | undefined> =>
  needs.database.transaction((tx) => settle(tx, needs, settling));

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
