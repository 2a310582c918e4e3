import type { AnswerOf } from '@karez/contract/route';
import type * as contract from '@karez/contract/catalog/edition';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { editionView, wholeEdition } from './edition-view.ts';
import { countEditions, countLines, editionsAfter, findEdition, linesOf, type Part } from './edition-store.ts';

type Page = { readonly cursor: string | undefined; readonly limit: number };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One page of editions. */
export async function listEditions(
  reader: Reader,
  { actor, cursor, limit }: Page & { actor: Actor },
): Promise<AnswerOf<typeof contract.listEditions>> {
  // A cursor that no list gave out counts as none.
  const after = cursor !== undefined && uuid.test(cursor) ? cursor : null;
  const found = await editionsAfter(reader, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const held = actor.powers.filter(({ power }) => power === 'catalog.publish');
  return {
    items: page.map(editionView),
    next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    total: await countEditions(reader),
    mayIssueFor: [...new Set(held.flatMap(({ regionCode }) => (regionCode === null ? [] : [regionCode])))],
  };
}

export async function readEdition(reader: Reader, editionId: string): Promise<AnswerOf<typeof contract.getEdition> | Refusal> {
  const edition = await findEdition(reader, editionId);
  return edition ? wholeEdition(reader, edition) : refuse('catalog.edition.not-found');
}

/** One page of an edition's lines, in the order of its print. */
export async function listLines(
  reader: Reader,
  { editionId, part, cursor, limit }: Page & { editionId: string; part: Part },
): Promise<AnswerOf<typeof contract.listEditionLines> | Refusal> {
  if (!(await findEdition(reader, editionId))) return refuse('catalog.edition.not-found');
  const after = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
  const found = await linesOf(reader, { editionId, part, after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: found.length > limit && last ? String(last.position) : null,
    total: await countLines(reader, { editionId, part }),
  };
}
