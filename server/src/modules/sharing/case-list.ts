import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { cursorAfter, cursorFrom, type Cursor } from './cursor.ts';
import { overseenRegions } from './demand/demand-policy.ts';
import { sidesOf } from './present-application.ts';

/** Whose cases a list shows: those that a department is a side of, and those of the regions that the reader oversees. */
export type CaseReach = { readonly orgId: string; readonly regionCodes: readonly string[] };

const NO_DEPARTMENT = '00000000-0000-0000-0000-000000000000';

/** What a person reaches of the cases between departments; somebody of no department is a side of none. */
export function caseReach(actor: Actor): CaseReach {
  return { orgId: actor.orgId ?? NO_DEPARTMENT, regionCodes: overseenRegions(actor) };
}

type PageAsked = { readonly cursor?: string | undefined; readonly limit: number };
type Finding<Found, Line> = {
  readonly matching: (page: { readonly after: Cursor | null; readonly limit: number }) => Promise<readonly Found[]>;
  /** The place of a case in its list, newest first. */
  readonly placeOf: (found: Found) => Cursor;
  readonly present: (page: readonly Found[]) => Promise<Line[]>;
};

/** One page of a list, and the cursor of the next; null where the list ends. */
export async function casesFound<Found, Line>(
  { cursor, limit }: PageAsked,
  { matching, placeOf, present }: Finding<Found, Line>,
): Promise<{ items: Line[]; next: string | null }> {
  const found = await matching({ after: cursorFrom(cursor), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: await present(page), next: found.length > limit && last ? cursorAfter(placeOf(last)) : null };
}

type Tally = readonly { readonly value: string; readonly count: number }[];
export type Counted = { value: string; label: string; count: number };

type CaseFacets = { state: Counted[]; requester: Counted[]; provider: Counted[] };

/** Counts beside a list: states, whose words are the portal's, and departments under their names. */
export async function caseFacets(
  reader: Reader,
  { state, requester, provider }: { readonly state: Tally; readonly requester: Tally; readonly provider: Tally },
): Promise<CaseFacets> {
  const sides = await sidesOf(
    reader,
    [...requester, ...provider].map(({ value }) => value),
  );
  const named = (tally: Tally) => tally.map((one) => ({ ...one, label: sides(one.value).name }));
  return { state: state.map((one) => ({ ...one, label: one.value })), requester: named(requester), provider: named(provider) };
}
