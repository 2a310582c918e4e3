import type { getAcknowledgement, listAcknowledgements } from '@karez/contract/catalog/acknowledgement';
import type { AnswerOf, QueryOf } from '@karez/contract/route';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { z } from 'zod';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { fileOf } from '../entry/entry-file.ts';
import { findEntry } from '../entry/entry-store.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { seesAcknowledgement } from './acknowledgement-policy.ts';
import {
  acknowledgementsWithin,
  countedStates,
  findAcknowledgement,
  waitingWithin,
  type After,
  type Reach,
} from './acknowledgement-store.ts';
import { acknowledgementSummary, acknowledgementView, runningClocks } from './acknowledgement-view.ts';

type ReadNeeds = Pick<StepNeeds, 'clock'> & { readonly reader: Reader };
type Asked = QueryOf<typeof listAcknowledgements> & { readonly actor: Actor };

/** So many that wait are asked for their terms, the oldest first: those are the ones that pass. */
const WAITING_MAX = 10_000;

export function reachOf(actor: Actor, side: Asked['side']): Reach {
  return side === 'authority' ? { side, regionCodes: authorityRegionsOf(actor) } : { side, orgId: actor.orgId };
}

/** `e` or `w`, for what has ended or waits, and the id that the page stands behind; one that is none of ours begins at the first page. */
function afterOf(cursor: string | undefined): After | null {
  const id = z.uuid().safeParse(cursor?.slice(1)).data;
  return cursor === undefined || id === undefined ? null : { ended: cursor.startsWith('e'), id };
}

/** Those whose running term has passed. */
export async function overdueWithin(
  reader: Reader,
  reach: Reach,
  { at, state, entryId }: Pick<Asked, 'state' | 'entryId'> & { readonly at: Date },
): Promise<string[]> {
  const waiting = await waitingWithin(reader, reach, { state, entryId, limit: WAITING_MAX });
  const clocks = await runningClocks(reader, waiting, at);
  return waiting.filter((id) => {
    const dueAt = clocks.get(id)?.dueAt ?? null;
    return dueAt !== null && dueAt <= at;
  });
}

/** Acknowledgements of one side, what waits first; every count is the length of the list that it opens. */
export async function listAcknowledgementsFor(
  { reader, clock }: ReadNeeds,
  { actor, side, cursor, limit, state, entryId, overdue: onlyOverdue }: Asked,
): Promise<AnswerOf<typeof listAcknowledgements>> {
  const reach = reachOf(actor, side);
  const at = clock.now();
  const overdue = await overdueWithin(reader, reach, { at, entryId });
  const ids = onlyOverdue === undefined ? undefined : overdue;
  const { items, total } = await acknowledgementsWithin(reader, reach, { state, entryId, ids, after: afterOf(cursor), limit: limit + 1 });
  const shown = items.slice(0, limit);
  const clocks = await runningClocks(
    reader,
    shown.map(({ id }) => id),
    at,
  );
  const last = items.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((told) => acknowledgementSummary(told, { clock: clocks.get(told.id), at })),
    next: last ? `${last.closedAt === null ? 'w' : 'e'}${last.id}` : null,
    total,
    counts: await countedStates(reader, reach, { entryId, ids }),
    overdue: state === undefined ? overdue.length : (await overdueWithin(reader, reach, { at, state, entryId })).length,
  };
}

/** One acknowledgement, for the two departments concerned and the authority. */
export async function readAcknowledgement(
  { reader, clock }: ReadNeeds,
  { actor, acknowledgementId }: { readonly actor: Actor; readonly acknowledgementId: string },
): Promise<AnswerOf<typeof getAcknowledgement> | Refusal> {
  const told = await findAcknowledgement(reader, acknowledgementId);
  const entry = told && (await findEntry(reader, told.entryId));
  if (!told || !entry || !seesAcknowledgement(actor, { told, entry })) return refuse('catalog.acknowledgement.not-found');
  return acknowledgementView(reader, { clock }, { actor, told, file: await fileOf(reader, entry) });
}
