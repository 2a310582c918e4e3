import type { RestingPlace } from '@karez/contract/catalog/revision-case';
import type { EntryContent, ItemDenial } from '@karez/contract/catalog/content';
import { citeArticles, findArticles } from '#modules/law';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';

function collectionPlaces({ collection }: EntryContent): RestingPlace[] {
  const basis = collection?.basis;
  if (!basis?.articleId) return [];
  const { articleId, title, article } = basis;
  return [{ kind: 'collection', text: collection?.form?.name ?? '', item: null, articleId, title, article }];
}

function denialPlaces({ reason, basis }: ItemDenial, item: string | null): RestingPlace[] {
  return basis.flatMap(({ articleId, title, article }): RestingPlace[] =>
    articleId ? [{ kind: 'denial', text: reason, item, articleId, title, article }] : [],
  );
}

/** Everything in a content that rests on an article of the register, place by place (91-3.1, 91-4.1, 809-15). */
export function restingPlaces(content: EntryContent): RestingPlace[] {
  const conditions = content.conditions.flatMap(({ text, basis }): RestingPlace[] =>
    basis?.articleId
      ? [{ kind: 'condition', text, item: null, articleId: basis.articleId, title: basis.title, article: basis.article }]
      : [],
  );
  const whole = denialPlaces({ reason: content.denialReason, basis: content.denialBasis }, null);
  const ofItems = content.items.flatMap(({ nameZh, denial }) => (denial === null ? [] : denialPlaces(denial, nameZh)));
  return [...conditions, ...whole, ...ofItems, ...collectionPlaces(content)];
}

/** What cites: the version in force, or the revision on its way to it. */
export type CitingStage = 'entry' | 'revision';

/**
 * Enters what a content rests on into the register of law, in the place of what stood there for the same stage: so an amendment is told for what is in
 * force, whatever a change under way says. Refuses articles that are not in the register or repealed.
 */
export async function citeBases(
  tx: Transaction,
  { entryId, stage, content, at }: { entryId: string; stage: CitingStage; content: EntryContent; at: Date },
): Promise<Refusal | undefined> {
  const articleIds = [...new Set(restingPlaces(content).map(({ articleId }) => articleId))];
  const cited = await citeArticles(tx, { module: 'catalog', kind: stage, id: entryId }, { articleIds, at });
  return isRefusal(cited) ? cited : undefined;
}

/** The same for what stands already: what was repealed meanwhile is left out, so that everything else is told of its own changes. */
export async function citeStanding(
  tx: Transaction,
  given: { entryId: string; stage: CitingStage; content: EntryContent; at: Date },
): Promise<void> {
  const { entryId, stage, content, at } = given;
  const ids = [...new Set(restingPlaces(content).map(({ articleId }) => articleId))];
  const standing = (await findArticles(tx, { ids })).filter(({ state }) => state !== 'repealed');
  await citeArticles(tx, { module: 'catalog', kind: stage, id: entryId }, { articleIds: standing.map(({ id }) => id), at });
}

/**
 * Nothing of this stage rests on anything any more: the revision came into force, or was given up. An entry that is retired keeps what it rests on: what
 * changes meanwhile is told of it too, and asked for when it is restored (`owe-again.ts`).
 */
export async function releaseBases(
  tx: Transaction,
  { entryId, stage, at }: { entryId: string; stage: CitingStage; at: Date },
): Promise<void> {
  await citeArticles(tx, { module: 'catalog', kind: stage, id: entryId }, { articleIds: [], at });
}
