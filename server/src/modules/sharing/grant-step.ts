import { actedBy } from '#platform/caller';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Database, Transaction } from '#platform/database';
import { appendFeed } from '#platform/feed';
import { everyoneHasApplied } from '#platform/lease';
import { saveGrantVersion, type GrantRecord } from './grant-store.ts';
import { compiled, GATEWAY_TOPIC, type GrantDocument } from './grant.ts';

type Step = {
  /** With its next version. */
  readonly grant: GrantRecord;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  /** Name of the route, for example `sharing.revoke-grant`. */
  readonly action: string;
  readonly at: Date;
  readonly origin: string | null;
  readonly facts?: Readonly<Record<string, string | number>>;
};

/** The grant with its next version, which says something else. */
export function nextVersion(grant: GrantRecord, changes: Partial<GrantDocument>): GrantRecord {
  return { ...grant, document: { ...grant.document, ...changes, version: grant.document.version + 1 } };
}

/** Stores a grant's next version with its evidence; the doors learn of it by {@link tellDoors}. The caller holds the grant's lock. */
export async function recordVersion(tx: Transaction, { grant, actor, action, at, origin, facts = {} }: Step): Promise<void> {
  const { id, document } = grant;
  await saveGrantVersion(tx, grant, at);
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.grant', id, revision: document.version },
    grant: { id, version: document.version },
    origin,
    facts,
  });
}

/** The last statement of a transaction that made a version: answers the feed position at which every door must be. */
export async function tellDoors(tx: Transaction, { id, document, state }: GrantRecord): Promise<number> {
  return appendFeed(tx, GATEWAY_TOPIC, [{ kind: 'grant', key: id, body: compiled(document, state) }]);
}

/** Answers when every live door has applied the position or its lease has run out (design.md §9); otherwise that it is not yet certain. */
export async function onceApplied(
  { reader }: Database,
  { position, grantId, otherwise }: { position: number; grantId: string; otherwise: string },
): Promise<{ grantId: string } | Refusal> {
  return (await everyoneHasApplied(reader, { topic: GATEWAY_TOPIC, position })) ? { grantId } : refuse(otherwise);
}
