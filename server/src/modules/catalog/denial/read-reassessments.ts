import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { reassessmentFacets, reassessmentsVisible, type ReassessmentFilters } from './reassessment-store.ts';

type Asked = ReassessmentFilters & { readonly actor: Actor; readonly cursor: string | undefined; readonly limit: number };

/** The place behind a page: a number of rows, as the order changes with every new version. */
function offsetOf(cursor: string | undefined): number {
  const offset = Number(cursor ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}

/** Entries that are to be reassessed, as the reader may see them; every count is the length of the list that it opens. */
export async function listReassessmentsFor(
  needs: Pick<StepNeeds, 'clock' | 'config'> & { readonly reader: Reader },
  { actor, cursor, limit, ...filters }: Asked,
) {
  const reach = { organisationId: actor.orgId, regionCodes: authorityRegionsOf(actor) };
  const offset = offsetOf(cursor);
  const { rows, total } = await reassessmentsVisible(needs.reader, reach, { ...filters, offset, limit });
  const today = todayOf(needs);
  return {
    items: rows.map(({ openedAt, closedAt, ...row }) => ({
      ...row,
      state: closedAt === null ? ('open' as const) : ('closed' as const),
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      overdue: closedAt === null && row.dueOn < today,
    })),
    next: offset + rows.length < total ? String(offset + rows.length) : null,
    total,
    facets: await reassessmentFacets(needs.reader, reach, filters),
  };
}
