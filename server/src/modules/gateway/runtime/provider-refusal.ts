import type { CallRefusal } from './admission.ts';
import type { ProviderFault } from './upstream-answer.ts';

type Fault = ProviderFault['fault'] | 'resting';

const statuses: Readonly<Record<Fault, number>> = {
  timeout: 504,
  'not-found': 404,
  unreachable: 502,
  closed: 502,
  address: 502,
  status: 502,
  'content-type': 502,
  'too-large': 502,
  'not-json': 502,
  resting: 502,
  // Nobody reads it; the number stands in the evidence (as other servers write it).
  'caller-left': 499,
};

/** What a caller is told about a provider that did not answer as it should: the kind of fault and its status, nothing of its answer. */
export function providerRefusal(
  fault: Fault,
  about: { status: number | null; reason: string | null } = { status: null, reason: null },
): CallRefusal {
  const params = { ...(about.status === null ? {} : { status: about.status }), ...(about.reason === null ? {} : { reason: about.reason }) };
  const origin = fault === 'caller-left' ? 'caller' : 'provider';
  return { code: `gateway.provider.${fault}`, status: statuses[fault], params, origin, retryAfterSeconds: null };
}
