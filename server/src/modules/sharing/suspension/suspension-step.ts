import { actedBy } from '#platform/caller';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { insertSuspensionStep } from './suspension-store.ts';
import type { Suspension } from './suspension.ts';

type Step = {
  readonly suspension: Suspension;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  /** Name of the route, or of what the platform did by itself. */
  readonly action: string;
  /** Key of the timeline's words, `sharing.suspension-step.<word>`. */
  readonly word: string;
  readonly role: string;
  readonly words: string | null;
  readonly at: Date;
  readonly origin: string | null;
};

/** One thing that was done with a suspension: into its timeline and into the evidence, in one transaction. The words are not repeated in the evidence. */
export async function recordSuspensionStep(tx: Transaction, step: Step): Promise<void> {
  const { suspension, actor, at } = step;
  await insertSuspensionStep(tx, {
    suspensionId: suspension.id,
    at,
    action: step.word,
    organisationId: actor.orgId,
    role: step.role,
    words: step.words,
  });
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action: step.action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.suspension', id: suspension.id, revision: suspension.no },
    origin: step.origin,
    facts: { grantId: suspension.grantId, state: suspension.state, side: suspension.side, word: step.word },
  });
}

/** In which role a side suspends and rechecks. */
export const roleOf = ({ side }: Pick<Suspension, 'side'>): string => (side === 'provider' ? 'OFFICE_HEAD' : 'AUTHORITY_LEADER');
