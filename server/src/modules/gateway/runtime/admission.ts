import { refuse, type RefusalParams } from '@karez/kit/refusal';
import type { CutPlan } from '@karez/policy/grant/cut-plan';
import { decide, type Denied, type QuotaLeft, type ReadyGrant } from '@karez/policy/grant/decision';
import type { TokenReader } from './access-token.ts';
import type { CompiledService, ServedOperation } from './compiled-service.ts';
import type { Knock } from './knock.ts';
import type { Quotas } from './count-uses.ts';
import { matchRoute, splitTarget, type MatchedRoute, type RoutedService, type Unmatched } from './service-route.ts';
import type { GatewayTables, KnownClient } from './tables.ts';

/** Why a call is not answered, and whose trouble it is. */
export type CallRefusal = {
  readonly code: string;
  readonly status: number;
  readonly params: RefusalParams;
  readonly origin: 'caller' | 'platform' | 'provider';
  readonly retryAfterSeconds: number | null;
};

/** What is known of a call so far: as much as its evidence can say. */
export type KnownOfCall = {
  readonly client: KnownClient | null;
  readonly service: CompiledService | null;
  readonly operation: ServedOperation | null;
  readonly ready: ReadyGrant | null;
};

export type Admitted = KnownOfCall & {
  readonly client: KnownClient;
  readonly service: CompiledService;
  readonly operation: ServedOperation;
  readonly ready: ReadyGrant;
  readonly plan: CutPlan;
  readonly upstreamPath: string;
  /** The person that a parameter of the call names: for the evidence writer only. */
  readonly personId: string | null;
};
export type Refused = { readonly refusal: CallRefusal; readonly known: KnownOfCall };

export type Judges = { readonly tables: GatewayTables; readonly tokens: TokenReader; readonly quotas: Quotas };

const nothingKnown: KnownOfCall = { client: null, service: null, operation: null, ready: null };

/**
 * Decides a call in memory: token, client, service, operation, then grant by grant. A promise only where a quota block must be
 * reserved first. Who has no valid token learns nothing about what exists.
 */
export async function admit(judges: Judges, knock: Knock, atMs: number): Promise<Admitted | Refused> {
  const client = clientOf(judges, knock, atMs);
  if ('refusal' in client) return client;
  const route = routeOf(judges.tables, knock, { ...nothingKnown, client });
  if ('refusal' in route) return route;
  const { routed, matched } = route;
  const known: KnownOfCall = { client, service: routed.service, operation: matched.operation, ready: null };
  const candidates = candidatesOf(judges.tables, { knock, client, entryId: routed.service.entryId });
  let denied: Refused | undefined;
  for (const ready of candidates) {
    const decided = await decideOne(judges, { knock, atMs, client, routed, matched, ready });
    if (!('refusal' in decided)) return decided;
    denied ??= decided;
  }
  return denied ?? { refusal: callerRefusal(403, 'gateway.grant.none'), known };
}

type Case = {
  readonly knock: Knock;
  readonly atMs: number;
  readonly client: KnownClient;
  readonly routed: RoutedService;
  readonly matched: MatchedRoute;
  readonly ready: ReadyGrant;
};

async function decideOne(judges: Judges, aCase: Case): Promise<Admitted | Refused> {
  const { knock, atMs, client, routed, matched, ready } = aCase;
  const known = { client, service: routed.service, operation: matched.operation, ready };
  const { offered, plan } = judges.tables.opened(ready, routed, matched.operation);
  const use = { door: 'api', clientId: client.clientId, atMs, matter: knock.matter, operator: knock.operator } as const;
  // Everything but the quota first: a refused call reserves nothing.
  const before = decide({ use, ready, service: offered, left: plenty });
  if (!before.allowed) return { refusal: denial(before), known };
  let left = judges.quotas.left(ready.grant, atMs);
  while (left instanceof Promise) {
    await left;
    left = judges.quotas.left(ready.grant, atMs);
  }
  // From here to `count` nothing is awaited: what is left is what this call decides on.
  const decision = decide({ use, ready, service: offered, left });
  if (!decision.allowed) return { refusal: denial(decision), known };
  judges.quotas.count(ready.grant, atMs);
  return { ...known, plan, upstreamPath: matched.upstreamPath, personId: matched.personId };
}

const plenty: QuotaLeft = { secondLeft: 1, dayLeft: 1, totalLeft: null, dayEndsInSeconds: 0 };

function clientOf({ tables, tokens }: Judges, knock: Knock, atMs: number): KnownClient | Refused {
  const token = tokens.read(knock.authorization, atMs);
  if (typeof token === 'string') return { refusal: callerRefusal(401, `gateway.token.${token}`), known: nothingKnown };
  const client = tables.client(token.clientId);
  return client ?? { refusal: callerRefusal(401, 'gateway.token.client-unknown'), known: nothingKnown };
}

function routeOf(tables: GatewayTables, knock: Knock, known: KnownOfCall): { routed: RoutedService; matched: MatchedRoute } | Refused {
  const split = splitTarget(knock.target);
  const routed = split && tables.serviceByCode(split.code);
  if (!split || !routed?.service.online) return { refusal: callerRefusal(404, 'gateway.call.not-found'), known };
  const matched = matchRoute(routed, knock.method, split);
  return 'unmatched' in matched
    ? { refusal: unmatchedRefusal(matched), known: { ...known, service: routed.service } }
    : { routed, matched };
}

function unmatchedRefusal({ unmatched, name }: Unmatched): CallRefusal {
  if (unmatched === 'path') return callerRefusal(404, 'gateway.call.not-found');
  return callerRefusal(400, `gateway.call.${unmatched}`, { name });
}

/** The grants that could open the call, in a fixed order; a named one alone. */
function candidatesOf(tables: GatewayTables, about: { knock: Knock; client: KnownClient; entryId: string }): readonly ReadyGrant[] {
  const all = tables.grantsFor(about.client.clientId, about.entryId);
  if (all.size <= 1 && about.knock.grantId === null) return [...all];
  const named = [...all].filter(({ grant }) => about.knock.grantId === null || grant.grantId === about.knock.grantId);
  return named.toSorted((one, other) => (one.grant.grantId < other.grant.grantId ? -1 : 1));
}

function denial(denied: Denied): CallRefusal {
  const { code, status, params, origin, retryAfterSeconds } = denied;
  return { code, status, params, origin, retryAfterSeconds };
}

export function callerRefusal(status: number, code: string, params: RefusalParams = {}): CallRefusal {
  return { code, status, params, origin: 'caller', retryAfterSeconds: null };
}

/** The refusal of a call as the house's refusal value: for its words. */
export function asRefusal({ code, params }: CallRefusal) {
  return refuse(code, params);
}
