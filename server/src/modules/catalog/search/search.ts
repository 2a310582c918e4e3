/** Whose eyes search looks with: the unit, and the regions whose authority it is. */
export type Eyes = { readonly orgId: string | null; readonly authorityRegions: readonly string[] };

export const facetNames = ['shareType', 'provider', 'category', 'format', 'updateCycle', 'region', 'state'] as const;
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
};

/** Place of an entry in the list: by rank, then the newest first. */
export type Position = { readonly rank: number; readonly id: string };

/**
 * 0 is named exactly so, 1 begins so, 2 holds every word in its name, 3 holds every word somewhere; then those that need another form of a word
 * (pinyin, another name, almost typed right): 4 in the name, 5 elsewhere.
 */
export const RANK_MAX = 5;

export type FacetCount = { readonly facet: FacetName; readonly value: string; readonly label: string; readonly count: number };
export type SearchHits = {
  readonly total: number;
  /** One more than was asked for when there are more. */
  readonly page: readonly Position[];
  readonly facets: readonly FacetCount[];
  /** Nothing holds the words, and these are near. */
  readonly closest: boolean;
};
