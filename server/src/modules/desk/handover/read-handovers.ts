import type { HandedLine, HandoverAnswer } from '@karez/contract/desk/handover';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';

import { cursorFrom, cursorText } from '../cursor.ts';
import { countHandovers, findHandover, handoversBy, linesOf } from './handover-store.ts';
import { leads, maySeeHandover, type Handover } from './handover.ts';
import type { HandoverPorts } from './read-plan.ts';

type ReadNeeds = Pick<HandoverPorts, 'titlesOf'> & { readonly reader: Reader };

/** A page of the hand-overs that the caller may see, and how many there are, by the same question. */
export async function readHandovers(
  needs: ReadNeeds,
  actor: Actor,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: HandoverAnswer[]; next: string | null; total: number } | Refusal> {
  const after = cursorFrom(cursor);
  if (after === 'invalid') return refuse('desk.cursor.invalid');
  if (actor.orgId === null || actor.standsFor) return { items: [], next: null, total: 0 };
  const whose = { orgId: actor.orgId, personId: leads(actor) ? null : actor.id };
  const found = await handoversBy(needs.reader, whose, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    items: await present(needs, page),
    next: last ? cursorText({ at: last.at, id: last.id }) : null,
    total: await countHandovers(needs.reader, whose),
  };
}

/** One hand-over for a reader who may see it, line by line. */
export async function readHandover(
  needs: ReadNeeds,
  actor: Actor,
  handoverId: string,
): Promise<(HandoverAnswer & { lines: HandedLine[] }) | Refusal> {
  const found = await findHandover(needs.reader, handoverId);
  const [shown] = found && maySeeHandover(actor, found) ? await present(needs, [found]) : [];
  if (!shown) return refuse('desk.handover.not-found');
  const lines = await linesOf(needs.reader, handoverId);
  return {
    ...shown,
    lines: lines.map(({ title, because, ...line }) => ({
      ...line,
      title: { key: title.key, params: { ...title.params } },
      because: because && { code: because.code, params: { ...because.params } },
    })),
  };
}

async function present({ reader, titlesOf }: ReadNeeds, handovers: readonly Handover[]): Promise<HandoverAnswer[]> {
  const titles = await titlesOf(
    reader,
    handovers.flatMap(({ fromId, toId, byId }) => [fromId, toId, byId]),
  );
  const post = (id: string) => ({ id, title: titles.get(id) ?? '' });
  return handovers.map(({ id, no, fromId, toId, byId, reason, at, counts }) => ({
    id,
    no,
    from: post(fromId),
    to: post(toId),
    by: post(byId),
    reason,
    at: at.toISOString(),
    counts: { ...counts },
  }));
}
