import { recordEvidence, type EvidenceDraft } from '#modules/audit/append';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { actedBy, type Hand } from '#platform/caller';
import type { Webhook } from './webhook.ts';

export type Act = {
  readonly actor: Hand;
  readonly action: string;
  readonly webhook: Webhook;
  readonly origin?: string;
  readonly facts?: EvidenceDraft['facts'];
  /** Of an act that takes a while: it begins, or it ends what a record says to have begun. */
  readonly phase?: 'begun' | { readonly ends: string };
  /** Exact bytes that are about to leave. */
  readonly payload?: Uint8Array;
};

/** Evidence of an act on an endpoint; its address is the department's affair and its secret nobody's: neither is in it. */
export async function recordWebhookAct(tx: Transaction, { clock }: Pick<Needs, 'clock'>, act: Act): Promise<string> {
  const { actor, webhook, payload, phase } = act;
  const { id } = await recordEvidence(tx, {
    at: clock.now(),
    actor: actedBy(actor),
    action: act.action,
    outcome: { result: 'done' },
    object: { kind: 'catalog.webhook', id: webhook.id, revision: webhook.revision },
    origin: act.origin ?? null,
    payload: payload ?? null,
    sizes: payload ? { out: payload.length } : {},
    facts: act.facts ?? {},
    ...phaseOf(phase),
  });
  return id;
}

function phaseOf(phase: Act['phase']): Pick<EvidenceDraft, 'phase' | 'begun'> {
  if (phase === undefined) return {};
  return phase === 'begun' ? { phase } : { phase: 'ended', begun: phase.ends };
}
