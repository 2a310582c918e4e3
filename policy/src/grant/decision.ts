import { isRefusal, type RefusalParams } from '@karez/kit/refusal';
import type { BasisRef, CompiledGrant, GrantMode } from './grant.ts';
import { compilePattern, matchesPattern, type Pattern } from './pattern.ts';

/** A grant made ready to decide with: instants as Unix milliseconds, the format compiled, look-ups as sets. */
export type ReadyGrant = {
  readonly grant: CompiledGrant;
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly matter: Pattern;
  readonly clients: ReadonlySet<string>;
  readonly itemNos: ReadonlySet<number>;
  readonly restrictions: readonly { readonly fromMs: number; readonly toMs: number; readonly basis: BasisRef }[];
};

/** One use of a door: who, when (Unix milliseconds), for which matter, on whose hand. */
export type GrantUse = {
  readonly door: GrantMode;
  readonly clientId: string;
  readonly atMs: number;
  readonly matter: string | null;
  readonly operator: string | null;
};

/** What a door offers of one entry: the entry, whether it is open, and the numbers of the items that it can give. */
export type OfferedService = {
  readonly entryId: string;
  readonly online: boolean;
  readonly itemNos: readonly number[];
};

/** What is left of the quotas before this use; `totalLeft` null where the grant sets no total. */
export type QuotaLeft = {
  readonly secondLeft: number;
  readonly dayLeft: number;
  readonly totalLeft: number | null;
  /** Seconds until the day of the region's zone ends: the `Retry-After` of a day's quota. */
  readonly dayEndsInSeconds: number;
};

export type GrantCase = { readonly use: GrantUse; readonly ready: ReadyGrant; readonly service: OfferedService; readonly left: QuotaLeft };

export type Denial = {
  /** Stable code `grant.<check>.<reason>`. */
  readonly code: string;
  readonly status: 403 | 404 | 429 | 451;
  readonly params: RefusalParams;
  /** The article that a restriction cites (451), else null. */
  readonly basis: BasisRef | null;
  readonly retryAfterSeconds: number | null;
};

/** One line of EXPLAIN: a check, and why it failed; checks after the first failure are still shown. */
export type ExplainedCheck = {
  readonly check: string;
  readonly passed: boolean;
  readonly code: string | null;
  readonly params: RefusalParams;
};

export type Allowed = { readonly allowed: true };
export type Denied = Denial & {
  readonly allowed: false;
  readonly origin: 'caller' | 'platform';
  readonly explain: readonly ExplainedCheck[];
};
export type Decision = Allowed | Denied;

type Check = { readonly name: string; readonly deny: (aCase: GrantCase) => Denial | undefined };

/**
 * Every condition of a use, in the order in which it is asked: the one list behind `decide` and `explain`.
 * Restrictions stand before the state, so that a suspended grant answers with the article that suspended it.
 */
const checks: readonly Check[] = [
  {
    name: 'service',
    deny: ({ service, ready }) =>
      service.online && service.entryId === ready.grant.entryId ? undefined : denial(404, 'grant.service.offline'),
  },
  { name: 'client', deny: ({ use, ready }) => (ready.clients.has(use.clientId) ? undefined : denial(403, 'grant.client.not-named')) },
  {
    name: 'door',
    deny: ({ use, ready }) => (use.door === ready.grant.mode ? undefined : denial(403, 'grant.door.other', { mode: ready.grant.mode })),
  },
  { name: 'restriction', deny: restricted },
  {
    name: 'state',
    deny: ({ ready }) => (ready.grant.state === 'active' ? undefined : denial(403, 'grant.state.closed', { state: ready.grant.state })),
  },
  { name: 'validity', deny: outsideValidity },
  { name: 'purpose', deny: withoutPurpose },
  { name: 'matter', deny: wrongMatter },
  { name: 'operator', deny: ({ use }) => (use.operator ? undefined : denial(403, 'grant.operator.missing')) },
  {
    name: 'items',
    deny: ({ service, ready }) => (service.itemNos.some((no) => ready.itemNos.has(no)) ? undefined : denial(403, 'grant.items.none')),
  },
  { name: 'rows', deny: withoutRegion },
  { name: 'quota', deny: quotaUsedUp },
];

/** Decides one use of a grant: pure, and the same at every door. */
export function decide(aCase: GrantCase): Decision {
  for (const check of checks) {
    const denied = check.deny(aCase);
    if (denied) return { ...denied, allowed: false, origin: 'caller', explain: explain(aCase) };
  }
  return allowed;
}

const allowed: Allowed = { allowed: true };

/** EXPLAIN: the outcome of every check on a use, by the very checks that decide. */
export function explain(aCase: GrantCase): readonly ExplainedCheck[] {
  return checks.map(({ name, deny }) => {
    const denied = deny(aCase);
    return { check: name, passed: denied === undefined, code: denied?.code ?? null, params: denied?.params ?? {} };
  });
}

/** Makes a parsed grant ready; undefined when its matter format does not compile, so that the door stays shut. */
export function readyGrant(grant: CompiledGrant): ReadyGrant | undefined {
  const matter = compilePattern(grant.matterFormat);
  if (isRefusal(matter)) return undefined;
  return {
    grant,
    matter,
    validFromMs: Date.parse(grant.validFrom),
    validToMs: Date.parse(grant.validTo),
    clients: new Set(grant.clientIds),
    itemNos: new Set(grant.items.map((item) => item.no)),
    restrictions: grant.restrictions.map(({ from, to, basis }) => ({
      fromMs: Date.parse(from),
      toMs: to === null ? Number.POSITIVE_INFINITY : Date.parse(to),
      basis,
    })),
  };
}

function denial(status: Denial['status'], code: string, params: RefusalParams = {}): Denial {
  return { status, code, params, basis: null, retryAfterSeconds: null };
}

function restricted({ use, ready }: GrantCase): Denial | undefined {
  const found = ready.restrictions.find(({ fromMs, toMs }) => fromMs <= use.atMs && use.atMs < toMs);
  return found && { ...denial(451, 'grant.restriction.in-force', { ...found.basis }), basis: found.basis };
}

function outsideValidity({ use, ready }: GrantCase): Denial | undefined {
  if (use.atMs < ready.validFromMs) return denial(403, 'grant.validity.not-begun', { from: ready.grant.validFrom });
  return use.atMs >= ready.validToMs ? denial(403, 'grant.validity.ended', { to: ready.grant.validTo }) : undefined;
}

/** Personal data is given only for a named 政务服务事项 or 权责清单 item (design.md §2). */
function withoutPurpose({ ready: { grant } }: GrantCase): Denial | undefined {
  return grant.personal && grant.purpose.matterCode === null ? denial(403, 'grant.purpose.unnamed') : undefined;
}

/** 809-29: each use names its matter, in the format that the grant states. */
function wrongMatter({ use, ready }: GrantCase): Denial | undefined {
  if (!use.matter) return denial(403, 'grant.matter.missing', { format: ready.matter.source });
  return matchesPattern(ready.matter, use.matter) ? undefined : denial(403, 'grant.matter.format', { format: ready.matter.source });
}

/** A grant of some rows opens only what says of each row which it is: in one place, or nobody could say which place counts. */
function withoutRegion({ service, ready: { grant } }: GrantCase): Denial | undefined {
  const { rowFilter } = grant;
  if (rowFilter === undefined || service.itemNos.filter((no) => no === rowFilter.itemNo).length === 1) return undefined;
  return denial(403, 'grant.rows.unreadable', { no: rowFilter.itemNo });
}

function quotaUsedUp({ left, ready: { grant } }: GrantCase): Denial | undefined {
  // The total comes first: waiting for the next second or day would not help.
  if (left.totalLeft !== null && left.totalLeft <= 0) return denial(403, 'grant.quota.total', { limit: grant.quota.total });
  if (left.dayLeft <= 0)
    return { ...denial(429, 'grant.quota.day', { limit: grant.quota.perDay }), retryAfterSeconds: left.dayEndsInSeconds };
  if (left.secondLeft <= 0) return { ...denial(429, 'grant.quota.second', { limit: grant.quota.perSecond }), retryAfterSeconds: 1 };
  return undefined;
}
