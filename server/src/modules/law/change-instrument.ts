import { isRefusal, refuse } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { publish } from '#platform/outbox';

import { articleChanged, type InstrumentChange } from './clock-events.ts';
import { mayKeepLaw } from './law-policy.ts';
import { articleIdsOf, citersOf, listInstruments, markArticlesChanged, markInstrumentRepealed, type Citer } from './law-store.ts';
import type { Day } from './zoned-day.ts';

export type ChangeInstrument = {
  readonly actor: Caller;
  readonly instrumentId: string;
  readonly state: 'amended' | 'repealed';
  readonly on: Day;
  /** Empty = the whole instrument. */
  readonly articleIds: readonly string[];
};

/**
 * Records that articles were amended or repealed, answers everything that rests on them, and tells each citer by
 * `law.article-changed` (91-3.3, 809-17): the catalogue opens a revision case for each entry that rests on it.
 */
export async function changeInstrument({ database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>, given: ChangeInstrument) {
  const permitted = mayKeepLaw(given.actor, 'law.edit');
  if (isRefusal(permitted)) return permitted;

  return database.transaction(async (tx) => {
    const known = await articleIdsOf(tx, given.instrumentId);
    if (known === undefined) return refuse('law.instrument.not-found');
    const stranger = given.articleIds.find((id) => !known.includes(id));
    if (stranger !== undefined) return refuse('law.article.not-found', { article: stranger });

    const whole = given.articleIds.length === 0;
    const articles = await markArticlesChanged(tx, whole ? known : given.articleIds, { state: given.state, on: given.on });
    if (articles.length === 0 && known.length > 0) return refuse('law.change.nothing');
    if (whole && given.state === 'repealed') await markInstrumentRepealed(tx, given.instrumentId, given.on);

    const citers = await citersOf(tx, articles);
    const change = await changeOf(tx, given, { changeId: newId(), articleIds: articles, recordedAt: clock.now().toISOString() });
    for (const [citer, articleIds] of byCiter(citers)) await publish(tx, articleChanged(citer, { id: newId(), articleIds, change }));
    await recordEvidence(tx, {
      at: clock.now(),
      actor: given.actor,
      action: 'law.change-instrument',
      outcome: { result: 'done' },
      object: { kind: 'instrument', id: given.instrumentId },
      facts: { state: given.state, on: given.on, articles: articles.length, citers: citers.length },
    });
    return { articles, citers };
  });
}

async function changeOf(
  reader: Reader,
  { actor, instrumentId, state, on }: ChangeInstrument,
  recorded: Pick<InstrumentChange, 'changeId' | 'articleIds' | 'recordedAt'>,
): Promise<InstrumentChange> {
  const instrument = (await listInstruments(reader)).find(({ id }) => id === instrumentId);
  if (!instrument) throw new Error(`instrument ${instrumentId} was there a moment ago`);
  const { id, title, documentNumber, rank } = instrument;
  return { ...recorded, instrument: { id, title, documentNumber, rank }, state, on, recordedBy: { id: actor.id, orgId: actor.orgId } };
}

/** One event a citer, however many of its articles changed. */
function byCiter(citers: readonly (Citer & { articleId: string })[]): readonly (readonly [Citer, readonly string[]])[] {
  const grouped = new Map<string, { citer: Citer; articleIds: string[] }>();
  for (const { articleId, ...citer } of citers) {
    const key = `${citer.module} ${citer.kind} ${citer.id}`;
    const group = grouped.get(key) ?? { citer, articleIds: [] };
    group.articleIds.push(articleId);
    grouped.set(key, group);
  }
  return [...grouped.values()].map((group) => [group.citer, group.articleIds] as const);
}
