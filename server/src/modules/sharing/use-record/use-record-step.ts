import { actedBy } from '#platform/caller';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { GrantRecord } from '../grant-store.ts';
import type { UseRecord } from './use-record.ts';

type Step = {
  readonly grant: GrantRecord;
  readonly record: Pick<UseRecord, 'id' | 'quarter' | 'state' | 'statements'>;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  /** Name of the route or of the job. */
  readonly action: string;
  readonly at: Date;
  readonly origin: string | null;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
};

/** One thing that was done to a use record, into the evidence; the holder's words and its case numbers are not repeated there. */
export async function recordUseStep(tx: Transaction, { grant, record, actor, action, at, origin, facts = {} }: Step): Promise<void> {
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.use-record', id: record.id, revision: record.statements },
    grant: { id: grant.id, version: grant.document.version },
    origin,
    facts: { quarter: record.quarter, state: record.state, ...facts },
  });
}
