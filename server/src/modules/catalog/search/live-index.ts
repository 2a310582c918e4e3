import type { Reader } from '#platform/database';
import { changedSince, indexedDocuments, indexedDocumentsBehind, look, type Look } from './index-store.ts';
import { emptyIndex, putDocument, type SearchIndex } from './search-index.ts';

/** Documents that are read at once: a few megabytes. */
const BATCH = 2000;
/** A changed entry leaves a dead line; when there are more of these than of the living, and more than this, the index is made anew. */
const DEAD_LINES_MIN = 10_000;

type Loaded = { readonly index: SearchIndex; seen: Look };

/** The index in step with the database. */
export type LiveIndex = {
  /** The index with everything that was committed before the call. */
  current(): Promise<SearchIndex>;
};

/**
 * Keeps the index in memory: made at the first question, and before each answer brought up to what is committed. What PostgreSQL's own snapshots
 * say is new is new: no clock, no number that transactions would queue for, and a restored database is noticed.
 */
export function liveIndex(reader: Reader): LiveIndex {
  let loaded: Loaded | null = null;
  let renewing = false;
  let running: Promise<SearchIndex> | null = null;
  let waiting: Promise<SearchIndex> | null = null;

  // The crowded index answers until the new one is there; what fails is tried again at the next question.
  const renew = (): void => {
    if (renewing) return;
    renewing = true;
    load(reader).then(
      (fresh) => {
        loaded = fresh;
        renewing = false;
      },
      () => {
        renewing = false;
      },
    );
  };
  const bringUp = async (): Promise<SearchIndex> => {
    loaded ??= await load(reader);
    const known = loaded;
    if (await catchUp(reader, known)) {
      if (isCrowded(known)) renew();
      return known.index;
    }
    loaded = await load(reader);
    return loaded.index;
  };
  const run = (): Promise<SearchIndex> => {
    running = bringUp().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    current() {
      if (running === null) return run();
      // What runs already may have looked before the caller's own change was committed: the next turn will see it, for all who wait.
      waiting ??= running.then(ignore, ignore).then(() => {
        waiting = null;
        return run();
      });
      return waiting;
    },
  };
}

function ignore(): void {
  // The next turn meets the same trouble and tells it to its own callers.
}

function isCrowded({ index: { table } }: Loaded): boolean {
  const dead = table.ids.length - table.lineOf.size;
  return dead > DEAD_LINES_MIN && dead > table.lineOf.size;
}

async function load(reader: Reader): Promise<Loaded> {
  // Taken first: what commits while the documents are read is read again by the first catching up.
  const seen = await look(reader);
  const index = emptyIndex();
  let last: string | null = null;
  for (;;) {
    const documents = await indexedDocumentsBehind(reader, last, BATCH);
    for (const document of documents) putDocument(index, document);
    last = documents.at(-1)?.entryId ?? null;
    if (last === null || documents.length < BATCH) return { index, seen };
  }
}

/** Takes in what was committed since; false when the database is at an earlier point, or its table another one, and the index has to be made anew. */
async function catchUp(reader: Reader, known: Loaded): Promise<boolean> {
  const { snapshot, file, isOlder, entryIds } = await changedSince(reader, known.seen.snapshot);
  if (isOlder || file !== known.seen.file) return false;
  for (let from = 0; from < entryIds.length; from += BATCH) {
    for (const document of await indexedDocuments(reader, entryIds.slice(from, from + BATCH))) putDocument(known.index, document);
  }
  if (entryIds.length > 0) known.seen = { snapshot, file };
  return true;
}
