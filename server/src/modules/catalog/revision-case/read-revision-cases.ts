import type { ChangeEventSummary, RevisionCase as CaseAnswer } from '@karez/contract/catalog/revision-case';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { changeEventsWithin } from './change-event-store.ts';
import { afterOf, paged } from './page.ts';
import { reachOf, seesCase } from './revision-case-policy.ts';
import { caseEntries, casesWithin, findCase } from './revision-case-store.ts';
import { caseViews, eventViews } from './revision-case-view.ts';

type ReadNeeds = { readonly reader: Reader } & Pick<Needs, 'clock'>;
type Page = { readonly cursor?: string | undefined; readonly limit: number };

/** What happened to law and duties, as far as it concerns the actor's department or authority. */
export async function listChangeEvents({ reader, clock }: ReadNeeds, { actor, cursor, limit }: Page & { actor: Actor }) {
  const reach = reachOf(actor);
  const { events, total } = await changeEventsWithin(reader, { reach, id: null, after: afterOf(cursor), limit: limit + 1 });
  const { shown, next } = paged(events, limit);
  return { items: await eventViews(reader, { reach, events: shown, at: clock.now() }), next, total };
}

/** One event; one that concerns nobody of the actor's does not exist for them. */
export async function readChangeEvent(
  { reader, clock }: ReadNeeds,
  { actor, eventId }: { actor: Actor; eventId: string },
): Promise<ChangeEventSummary | Refusal> {
  const reach = reachOf(actor);
  const { events } = await changeEventsWithin(reader, { reach, id: eventId, after: null, limit: 1 });
  const [view] = await eventViews(reader, { reach, events, at: clock.now() });
  return view ?? refuse('catalog.change-event.not-found');
}

export type ListCases = Page & {
  readonly actor: Actor;
  readonly event?: string | undefined;
  readonly entry?: string | undefined;
  readonly state?: string | undefined;
  readonly overdue?: 'yes' | undefined;
  readonly scope: 'all' | 'mine';
};

/** Cases of the actor's department, and of the region whose authority they act for. */
export async function listRevisionCases({ reader, clock }: ReadNeeds, query: ListCases) {
  const at = clock.now();
  const whole = reachOf(query.actor);
  const reach = query.scope === 'mine' ? { ...whole, regions: [] } : whole;
  const question = {
    reach,
    eventId: query.event ?? null,
    entryId: query.entry ?? null,
    states: query.state === undefined ? null : query.state.split(','),
    overdueAt: query.overdue === undefined ? null : at,
    after: afterOf(query.cursor),
    limit: query.limit + 1,
  };
  const { cases, total } = await casesWithin(reader, question);
  const { shown, next } = paged(cases, query.limit);
  return { items: await caseViews(reader, { actor: query.actor, cases: shown, at }), next, total };
}

/** One case; for whoever is neither of its department nor of its authority it does not exist. */
export async function readRevisionCase(
  { reader, clock }: ReadNeeds,
  { actor, caseId }: { actor: Actor; caseId: string },
): Promise<CaseAnswer | Refusal> {
  const given = await findCase(reader, caseId);
  const entry = given && (await caseEntries(reader, [given.entryId])).get(given.entryId);
  if (!given || !entry || !seesCase(actor, entry)) return refuse('catalog.revision-case.not-found');
  const [view] = await caseViews(reader, { actor, cases: [given], at: clock.now() });
  return view ?? refuse('catalog.revision-case.not-found');
}
