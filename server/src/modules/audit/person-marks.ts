import { randomBytes } from 'node:crypto';
import { hmacSm3, sm3 } from '@karez/kit/crypto/sm3';
import { normalPersonId } from '@karez/policy/evidence/person-id';
import type { PersonsTouched } from '@karez/policy/evidence/record';
import { lockPurpose, saveSealedKey, sealedKeys } from '#platform/keys';
import type { Needs } from '#platform/needs';

/** Persons of one record that are marked one by one; above it the record has one batch of short marks (design.md §5). */
export const PERSONS_MAX = 100;
/** Bytes of a mark in a batch. */
export const SHORT_MARK_BYTES = 8;
const PURPOSE = 'evidence-person-mark';

/**
 * Turns the persons that an act touched into marks under the key of the act's year; their identifiers go no further. Undefined where
 * nobody was named. Fails where the key cannot be read: what needs marks then is not recorded, so nothing of it may leave.
 */
export type PersonMarker = (personIds: readonly string[], at: Date) => Promise<PersonsTouched | undefined>;

type MarkNeeds = Pick<Needs, 'database' | 'clock' | 'keys'>;

/** A marker with the year's key in memory. The key is read, or made, at the first use of its year. */
export function personMarker(needs: MarkNeeds): PersonMarker {
  const held = new YearKeys((year, at) => yearKey(needs, { year, at }));
  return async (personIds, at) => {
    if (personIds.length === 0) return undefined;
    const key = await held.keyOf(at);
    return touched([...new Set(personIds.flatMap((id) => normalPersonId(id) ?? []))].map((id) => markOf(key, id)));
  };
}

/** A person's marks under every year's key: for a look-up at that person's own request, which the caller records. */
export async function marksOfPerson({ database, clock, keys }: MarkNeeds, personId: string): Promise<Buffer[]> {
  const normal = normalPersonId(personId);
  if (normal === undefined) return [];
  const known = await sealedKeys(database.reader, keys, { purpose: PURPOSE, at: clock.now() });
  return known.map(({ privatePart }) => markOf(privatePart, normal));
}

function touched(unordered: readonly Buffer[]): PersonsTouched | undefined {
  const marks = unordered.toSorted((one, other) => one.compare(other));
  if (marks.length === 0) return undefined;
  if (marks.length <= PERSONS_MAX) return { kind: 'marks', count: marks.length, digest: sm3(Buffer.concat(marks)).toString('hex'), marks };
  const short = marks.map((mark) => mark.subarray(0, SHORT_MARK_BYTES));
  const batch = Buffer.concat(short.filter((mark, at) => at === 0 || short[at - 1]?.equals(mark) !== true));
  return { kind: 'batch', count: batch.length / SHORT_MARK_BYTES, digest: sm3(batch).toString('hex'), batch };
}

function markOf(key: Uint8Array, personId: string): Buffer {
  return hmacSm3(key, Buffer.from(personId, 'utf8'));
}

type Opened = { readonly year: string; readonly key: Promise<Buffer> };

/** Keys of the two years that a turn of the year touches: an act of the old year may be recorded in the new one. */
class YearKeys {
  readonly #open: (year: string, at: Date) => Promise<Buffer>;
  #opened: readonly Opened[] = [];

  constructor(open: (year: string, at: Date) => Promise<Buffer>) {
    this.#open = open;
  }

  keyOf(at: Date): Promise<Buffer> {
    const year = String(at.getUTCFullYear());
    const known = this.#opened.find((one) => one.year === year);
    if (known) return known.key;
    const opened = { year, key: this.#open(year, at) };
    this.#opened = [opened, ...this.#opened.slice(0, 1)];
    // A key that could not be read is asked for again by the next act.
    opened.key.catch(() => {
      this.#opened = this.#opened.filter((one) => one !== opened);
    });
    return opened.key;
  }
}

async function yearKey({ database, keys }: MarkNeeds, { year, at }: { year: string; at: Date }): Promise<Buffer> {
  return database.transaction(async (tx) => {
    await lockPurpose(tx, PURPOSE);
    const known = await sealedKeys(tx, keys, { purpose: PURPOSE, at: endOf(year) });
    const current = known.find((key) => key.keyId === year);
    if (current) return current.privatePart;
    const privatePart = randomBytes(32);
    await saveSealedKey(tx, keys, { key: { purpose: PURPOSE, keyId: year, publicPart: null, privatePart }, validFrom: at });
    return privatePart;
  });
}

/** The year's last instant: its key is found by processes whose clock is behind that of the one which made it. */
function endOf(year: string): Date {
  return new Date(`${year}-12-31T23:59:59.999Z`);
}
