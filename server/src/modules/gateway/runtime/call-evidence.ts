import type { ActorReference, EvidenceDraft, Outcome } from '#modules/audit/append';
import type { KnownOfCall } from './admission.ts';
import type { Knock } from './knock.ts';

/** Action of every record of this door. */
export const callAction = 'gateway.call';

export type CallOutcome = {
  readonly outcome: Outcome;
  readonly status: number;
  readonly durationMs: number;
  readonly payload: Uint8Array | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly records: number | null;
};

/** The record of one call: who, which grant and matter, what became of it. Never a value of the answer or of the question. */
export function callEvidence(knock: Knock, known: KnownOfCall, at: { at: Date; outcome: CallOutcome }): EvidenceDraft {
  const { outcome, status, durationMs, payload, bytesIn, bytesOut, records } = at.outcome;
  return {
    at: at.at,
    actor: actorOf(known),
    action: callAction,
    outcome,
    object: known.service && { kind: 'service', id: known.service.serviceId, revision: known.service.version },
    grant: known.ready && { id: known.ready.grant.grantId, version: known.ready.grant.version },
    purpose: known.ready?.grant.purpose.code ?? null,
    matter: knock.matter,
    operator: knock.operator,
    origin: knock.origin,
    payload,
    sizes: { in: bytesIn, out: bytesOut, rows: records },
    facts: { operation: known.operation?.id ?? null, status, durationMs: Math.max(0, Math.round(durationMs)) },
  };
}

/** The record of bytes that were no HTTP request: where from, and what they were answered with. */
export function malformedEvidence(origin: string, { status, at }: { status: number; at: Date }): EvidenceDraft {
  return {
    at,
    actor: nobody,
    action: callAction,
    outcome: { result: 'refused', code: 'gateway.call.malformed' },
    origin,
    facts: { status },
  };
}

/** One record for refusals that were counted rather than recorded one by one. */
export function countedRefusals(origin: string, { count, at }: { count: number; at: Date }): EvidenceDraft {
  return {
    at,
    actor: nobody,
    action: callAction,
    outcome: { result: 'refused', code: 'gateway.token.counted' },
    origin: origin === 'many' ? null : origin,
    facts: { count },
  };
}

const nobody: ActorReference = { kind: 'anonymous', id: 'anonymous', orgId: null };

function actorOf({ client }: KnownOfCall): ActorReference {
  return client ? { kind: 'client', id: client.clientId, orgId: client.orgId } : nobody;
}
