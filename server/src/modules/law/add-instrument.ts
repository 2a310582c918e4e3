import { isRefusal, refuse } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Caller } from '#platform/caller';
import type { Needs } from '#platform/needs';

import { mayKeepLaw } from './law-policy.ts';
import { insertArticle, insertInstrument, listInstruments } from './law-store.ts';
import type { ShippedArticle, ShippedInstrument } from './shipped-law.ts';

export type AddInstrument = { readonly actor: Caller; readonly instrument: Omit<ShippedInstrument, 'verified'> };
export type AddArticle = { readonly actor: Caller; readonly article: ShippedArticle };

/** Adds an instrument to the register. Who enters it answers for it: it counts as compared in part until its articles are. */
export async function addInstrument({ database, clock }: Pick<Needs, 'database' | 'clock'>, given: AddInstrument) {
  const permitted = mayKeepLaw(given.actor, 'law.edit');
  if (isRefusal(permitted)) return permitted;

  return database.transaction(async (tx) => {
    const { id } = given.instrument;
    const added = await insertInstrument(tx, { ...given.instrument, verified: 'part' });
    if (!added) return refuse('law.instrument.exists', { instrument: id });
    const object = { kind: 'instrument', id };
    await recordEvidence(tx, { at: clock.now(), actor: given.actor, action: 'law.add-instrument', outcome: { result: 'done' }, object });
    return { id };
  });
}

/** Adds an article with its words to an instrument. */
export async function addArticle({ database, clock }: Pick<Needs, 'database' | 'clock'>, given: AddArticle) {
  const permitted = mayKeepLaw(given.actor, 'law.edit');
  if (isRefusal(permitted)) return permitted;

  return database.transaction(async (tx) => {
    const { id, instrument } = given.article;
    const known = (await listInstruments(tx)).some((one) => one.id === instrument);
    if (!known) return refuse('law.instrument.not-found');
    const added = await insertArticle(tx, given.article);
    if (!added) return refuse('law.article.exists', { article: id });
    const object = { kind: 'article', id };
    await recordEvidence(tx, { at: clock.now(), actor: given.actor, action: 'law.add-article', outcome: { result: 'done' }, object });
    return { id };
  });
}
