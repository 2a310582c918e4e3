import { canonicalJson } from '@karez/kit/canonical-json';
import { recordBatch } from '#modules/audit/append';
import { systemActor } from '#modules/identity';
import { articlesNamed, type Named } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { filesOf } from '../entry/entry-file.ts';
import { findEntries } from '../entry/entry-store.ts';
import type { EntryFile } from '../search/search-document.ts';
import { lockEntriesNaming, namesBehind, writeArticles, type Recognised } from './named-basis-store.ts';
import { citeStanding } from './resting.ts';

type FollowNeeds = Pick<Needs, 'database' | 'clock'>;

/** Names that are looked up in the register at once. */
const NAMES = 500;
/** Entries that one transaction takes up. */
const BATCH = 100;

/**
 * Takes up what the register of law has gained: whatever names an article that it holds by now rests on it from here on, in force, on its way or a
 * draft, batch by batch (91-3.3). What is left to do is what names and does not cite, so a killed run goes on behind its last whole batch. Answers how
 * many entries it took up.
 */
export async function followRegister(needs: FollowNeeds): Promise<number> {
  let taken = 0;
  for (let names = await nextNames(needs, null); names.length > 0; names = await nextNames(needs, names.at(-1) ?? null)) {
    const articleOf = await articlesNamed(needs.database.reader, names);
    const recognised = names.flatMap((named): Recognised[] => {
      const articleId = articleOf(named);
      return articleId === null ? [] : [{ ...named, articleId }];
    });
    if (recognised.length > 0) taken += await takeUp(needs, recognised);
  }
  return taken;
}

const nextNames = ({ database }: FollowNeeds, after: Named | null): Promise<Named[]> =>
  namesBehind(database.reader, { after, limit: NAMES });

async function takeUp(needs: FollowNeeds, recognised: readonly Recognised[]): Promise<number> {
  let taken = 0;
  let batch = BATCH;
  while (batch === BATCH) {
    batch = await needs.database.transaction((tx) => takeUpBatch(tx, needs, recognised));
    taken += batch;
  }
  return taken;
}

async function takeUpBatch(tx: Transaction, { clock }: FollowNeeds, recognised: readonly Recognised[]): Promise<number> {
  const ids = await lockEntriesNaming(tx, recognised, BATCH);
  if (ids.length === 0) return 0;
  await writeArticles(tx, ids, recognised);
  const at = clock.now();
  const files = await filesOf(tx, await findEntries(tx, ids));
  for (const file of files) await cite(tx, file, at);
  await recordBatch(
    tx,
    files.map(({ entry, live, working }) =>
      evidenceOf({ id: entry.id, revision: entry.revision, content: (live ?? working)?.content, at }),
    ),
  );
  return ids.length;
}

async function cite(tx: Transaction, file: EntryFile, at: Date): Promise<void> {
  const { entry, live, working } = file;
  // What is retired goes on resting on it, and owes what changed when it is restored; what was only imported rests on nothing yet.
  if (live?.state === 'effective') await citeStanding(tx, { entryId: entry.id, stage: 'entry', content: live.content, at });
  // What nobody has submitted is cited when it is.
  if (working !== null && working.state !== 'draft' && working.state !== 'abandoned')
    await citeStanding(tx, { entryId: entry.id, stage: 'revision', content: working.content, at });
}

/** The content as it now stands is committed anew: what was committed when it came into force did not name the article. */
function evidenceOf({ id, revision, content, at }: { id: string; revision: number; content: unknown; at: Date }) {
  return {
    at,
    actor: systemActor('catalog.follow-register'),
    action: 'catalog.recognise-basis',
    outcome: { result: 'done' } as const,
    object: { kind: 'catalog.entry', id, revision },
    payload: Buffer.from(canonicalJson(content), 'utf8'),
  };
}
