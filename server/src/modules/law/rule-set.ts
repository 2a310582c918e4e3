import { refuse, type Refusal } from '@karez/kit/refusal';

import type { Day } from './zoned-day.ts';

/** Kinds of instrument by rank; 809-14 lets only the first three forbid sharing. */
export type Rank =
  | 'law'
  | 'administrative-regulation'
  | 'state-council-decision'
  | 'state-council-document'
  | 'local-regulation'
  | 'rule'
  | 'normative-document'
  | 'standard';

/** 法定 (an instrument sets it) or 内控目标 (the installation sets it for itself, and says so). */
export type Nature = 'statutory' | 'internal';

/** A duty's limit in working days, with the articles it rests on (809-17, 809-21, 809-22, 809-26). */
export type Limit = {
  readonly key: string;
  readonly workingDays: number;
  readonly nature: Nature;
  readonly articles: readonly string[];
  /** One extension, with the authority's consent, of at most so many working days; null where the law knows none. */
  readonly extension: { readonly workingDaysMax: number; readonly articles: readonly string[] } | null;
  /**
   * How often a notice of missing material may stop the clock, and what happens when the material comes:
   * `restart` counts the whole term again, `resume` goes on with the days that were left. Null where nothing stops it.
   */
  readonly supplement: { readonly countMax: number; readonly onReturn: 'restart' | 'resume'; readonly articles: readonly string[] } | null;
};

/** A reason for which an application may be refused (91-5.1, 809-21), and what it must cite. */
export type RefusalReason = {
  readonly code: string;
  /** Ranks that a citation must have; null = any instrument. */
  readonly citationRanks: readonly Rank[] | null;
  /** The authority confirms the refusal or designates the source. */
  readonly authorityDecides: boolean;
  readonly articles: readonly string[];
};

/** What may forbid sharing altogether (不予共享): 809-14, 809-15; before August 2025 also rules (91-3.1). */
export type DenialBasis = { readonly ranks: readonly Rank[]; readonly articles: readonly string[] };

/** A duty without a number of days, inherited until a newer set speaks of it. */
export type Duty = { readonly key: string; readonly articles: readonly string[] };

/** A number of the law that counts no working days: years for which something is kept, calls that are looked at (809-29). */
export type Figure = {
  readonly key: string;
  readonly figure: number;
  readonly unit: 'years' | 'calls';
  readonly nature: Nature;
  readonly articles: readonly string[];
};

/**
 * A deed, by its route, that may be done for another (代): work of a handler, or a signature of a head, which is lent only where the head says so.
 * `articles` is what the deed itself rests on: 809 names who does it and is silent about deputies, so that lending it is the platform's own rule.
 * What stands in no rule set is done in person.
 */
export type Deputised = {
  readonly deed: string;
  readonly by: 'handler' | 'head';
  readonly nature: Nature;
  readonly articles: readonly string[];
};

/** One layer of the law as data: what it speaks of overrides the layer it extends, the rest is inherited. */
export type RuleSetLayer = {
  readonly id: string;
  readonly version: number;
  readonly extends: string | null;
  readonly effectiveFrom: Day;
  readonly basis: readonly string[];
  readonly limits: readonly Limit[];
  readonly denial: DenialBasis | null;
  readonly refusals: readonly RefusalReason[];
  readonly duties: readonly Duty[];
  /** Absent in layers of before anything was counted so. */
  readonly figures?: readonly Figure[] | undefined;
  /** Absent in layers that let nobody act for another. */
  readonly deputised?: readonly Deputised[] | undefined;
};

/** A rule set with everything it inherits; `from` says which layer each thing came from. */
export type RuleSet = {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom: Day;
  readonly basis: readonly string[];
  readonly limits: ReadonlyMap<string, Limit & { readonly from: string }>;
  readonly denial: DenialBasis;
  readonly refusals: ReadonlyMap<string, RefusalReason & { readonly from: string }>;
  readonly duties: ReadonlyMap<string, Duty & { readonly from: string }>;
  readonly figures: ReadonlyMap<string, Figure & { readonly from: string }>;
  readonly deputised: ReadonlyMap<string, Deputised & { readonly from: string }>;
};

/**
 * The whole rule set of one id: its own layer over those it extends (law.md 1.1).
 * @throws Error when a layer is missing or extends itself: a fault of the data, never of a caller.
 */
export function layered(layers: readonly RuleSetLayer[], id: string): RuleSet {
  const chain = chainOf(layers, id);
  const top = chain.at(-1);
  const denial = chain.findLast((layer) => layer.denial !== null)?.denial;
  if (!top || !denial) throw new Error(`rule set ${id} says nothing about denial`);
  return {
    id: top.id,
    version: top.version,
    effectiveFrom: top.effectiveFrom,
    basis: chain.toReversed().flatMap((layer) => layer.basis),
    limits: overridden(chain, (layer) => layer.limits.map((limit) => [limit.key, limit])),
    denial,
    refusals: overridden(chain, (layer) => layer.refusals.map((reason) => [reason.code, reason])),
    duties: overridden(chain, (layer) => layer.duties.map((duty) => [duty.key, duty])),
    figures: overridden(chain, (layer) => (layer.figures ?? []).map((figure) => [figure.key, figure])),
    deputised: overridden(chain, (layer) => (layer.deputised ?? []).map((one) => [one.deed, one])),
  };
}

/** Oldest layer first. */
function chainOf(layers: readonly RuleSetLayer[], id: string): readonly RuleSetLayer[] {
  const chain: RuleSetLayer[] = [];
  for (let next: string | null = id; next !== null;) {
    const layer: RuleSetLayer | undefined = newestVersion(layers, next);
    if (!layer || chain.includes(layer)) throw new Error(`rule set ${id}: layer ${next} is missing or extends itself`);
    chain.unshift(layer);
    next = layer.extends;
  }
  return chain;
}

function newestVersion(layers: readonly RuleSetLayer[], id: string): RuleSetLayer | undefined {
  return layers.filter((layer) => layer.id === id).toSorted((left, right) => right.version - left.version)[0];
}

function overridden<T extends object>(
  chain: readonly RuleSetLayer[],
  spoken: (layer: RuleSetLayer) => readonly (readonly [string, T])[],
): ReadonlyMap<string, T & { readonly from: string }> {
  return new Map(chain.flatMap((layer) => spoken(layer).map(([key, value]) => [key, { ...value, from: layer.id }] as const)));
}

/** The id of the set in force on a day: the newest that had taken effect; undefined before the first. */
export function idInForce(layers: readonly RuleSetLayer[], on: Day): string | undefined {
  const started = layers.filter((layer) => layer.effectiveFrom <= on);
  return started.toSorted((left, right) => (left.effectiveFrom < right.effectiveFrom ? 1 : -1))[0]?.id;
}

/**
 * A layer of the installation's own over the set in force: one internal target, from `on`. Statutory limits are not the
 * installation's to set. A second layer of the same day is its next version and keeps what the first said.
 */
export function withInternalLimit(
  layers: readonly RuleSetLayer[],
  target: { key: string; workingDays: number; on: Day },
): RuleSetLayer | Refusal {
  const inForce = idInForce(layers, target.on);
  const limit = inForce === undefined ? undefined : layered(layers, inForce).limits.get(target.key);
  if (!limit || inForce === undefined) return refuse('law.limit.unknown', { rule: target.key });
  if (limit.nature === 'statutory') return refuse('law.limit.statutory', { rule: target.key, workingDays: limit.workingDays });
  if (limit.workingDays === target.workingDays) return refuse('law.limit.unchanged', { workingDays: limit.workingDays });

  const { from: _from, ...own } = limit;
  return localLayer(layers, { on: target.on, extending: inForce, limit: { ...own, workingDays: target.workingDays } });
}

function localLayer(layers: readonly RuleSetLayer[], { on, extending, limit }: { on: Day; extending: string; limit: Limit }): RuleSetLayer {
  const id = `local-${on}`;
  const today = newestVersion(layers, id);
  const kept = (today?.limits ?? []).filter((one) => one.key !== limit.key);
  return {
    id,
    version: (today?.version ?? 0) + 1,
    extends: today?.extends ?? extending,
    effectiveFrom: on,
    basis: [],
    limits: [...kept, limit],
    denial: null,
    refusals: [],
    duties: [],
  };
}
