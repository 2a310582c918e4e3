/** Whose eyes search looks with: the unit, and the regions whose authority it is. */
export type Eyes = { readonly orgId: string | null; readonly authorityRegions: readonly string[] };

export const facetNames = [
  'shareType',
  'provider',
  'category',
  'format',
  'updateCycle',
  'region',
  'state',
  'listing',
  'freshness',
] as const;
export type FacetName = (typeof facetNames)[number];
export type Filters = Readonly<Record<FacetName, readonly string[]>>;

/**
 * How far an entry goes, and what of the catalogue a question reaches: `seen`, all that the eyes see; `leaving`, what other platforms may be told,
 * so nothing unpublished and nothing denied (91-3.1); `open`, of that only what is open to the public (是否向社会开放).
 */
export const reaches = ['seen', 'leaving', 'open'] as const;
export type Reach = (typeof reaches)[number];

export type Search = {
  readonly eyes: Eyes;
  readonly reach: Reach;
  readonly words: readonly string[];
  /** The whole query, folded: an entry of exactly that name comes first. */
  readonly phrase: string;
  readonly filters: Filters;
  readonly onlyOwn: boolean;
  readonly after: Position | null;
  readonly limit: number;
  /** The facet of which every value is wanted. */
  readonly wholeFacet?: FacetName;
};

/** Place of an entry in the list: by rank, then the newest first. */
export type Position = { readonly rank: number; readonly id: string };

/**
 * A name counts in each language that the entry has one in. 0 is named exactly so, 1 begins so; 2 and 3 hold every word in the name, which is at most two and a half times as long or longer; 4 holds every
 * word in its name, some in another form (pinyin, another name); 5 holds every word somewhere; 6 in another form somewhere. Behind them what only widens:
 * 7 and 8, almost typed right, or every part of the question, in the name or elsewhere; 9, all parts but one.
 */
export const RANK_MAX = 9;
/** Up to this rank an entry holds all that was asked, in some form. */
export const RANK_HOLDING_MAX = 6;
/** With these ranks every word stands as it was written; so it may with 4, where a name says it in another form besides. */
export const RANKS_AS_WRITTEN: ReadonlySet<number> = new Set([0, 1, 2, 3, 5]);
/** When fewer entries than this hold the words, what is near is shown behind them. */
export const ENOUGH = 10;

export type FacetCount = { readonly facet: FacetName; readonly value: string; readonly label: string; readonly count: number };
export type SearchHits = {
  readonly total: number;
  /** How many of them hold the words, in any form; the others are only near. */
  readonly holding: number;
  /** One more than was asked for when there are more. */
  readonly page: readonly Position[];
  readonly facets: readonly FacetCount[];
  /** Facets that have more values than are listed. */
  readonly cut: readonly FacetName[];
  /** Nothing holds the words, and these are near. */
  readonly closest: boolean;
};
