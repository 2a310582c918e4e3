import { recordBatch, recordEvidence, type EvidenceDraft, type EvidenceReference } from '#modules/audit/append';
import { actedBy } from '#platform/caller';
import type { Transaction } from '#platform/database';
import type { Actor } from './actor.ts';

/** One act of this module as it enters the evidence: what was done to what, by whom, from where. */
export type IdentityAct = {
  readonly actor: Actor;
  readonly at: Date;
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string };
  readonly origin?: string | null;
  readonly facts?: EvidenceDraft['facts'];
  readonly refusedWith?: string;
};

/** Records an act in the transaction of what it records. Accounts, titles, codes and keys never enter, ids only. */
export async function recordAct(tx: Transaction, act: IdentityAct): Promise<EvidenceReference> {
  return recordEvidence(tx, draftOf(act));
}

/** Records many acts of one transaction, each as a record of its own. */
export async function recordActs(tx: Transaction, acts: readonly IdentityAct[]): Promise<void> {
  if (acts.length > 0) await recordBatch(tx, acts.map(draftOf));
}

function draftOf(act: IdentityAct): EvidenceDraft {
  return {
    at: act.at,
    actor: actedBy(act.actor),
    action: act.action,
    outcome: act.refusedWith === undefined ? { result: 'done' } : { result: 'refused', code: act.refusedWith },
    object: act.object,
    origin: act.origin ?? null,
    ...(act.facts ? { facts: act.facts } : {}),
  };
}
