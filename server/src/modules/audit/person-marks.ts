import { randomBytes } from 'node:crypto';
import { hmacSm3, sm3 } from '@karez/kit/crypto/sm3';
import type { PersonsTouched } from '@karez/policy/evidence/record';
import { lockPurpose, saveSealedKey, sealedKeys } from '#platform/keys';
import type { Needs } from '#platform/needs';

/** Persons of one call that are marked one by one; doors split or refuse what touches more. */
export const PERSONS_MAX = 100;
const PURPOSE = 'evidence-person-mark';

/** Turns the persons that an act touched into marks under the year's key; their ids go no further. */
export type PersonMarker = (personIds: readonly string[]) => PersonsTouched;

type MarkNeeds = Pick<Needs, 'database' | 'clock' | 'keys'>;

/** The marker of the current year; its key is made at the first use. Throws for more than {@link PERSONS_MAX} persons. */
export async function personMarker(needs: MarkNeeds): Promise<PersonMarker> {
  const key = await yearKey(needs, needs.clock.now());
  return (personIds) => {
    if (personIds.length > PERSONS_MAX) throw new RangeError(`at most ${PERSONS_MAX} persons are marked in one record`);
    const marks = [...new Set(personIds)].map((id) => markOf(key, id)).toSorted((a, b) => a.compare(b));
    return { kind: 'marks', count: marks.length, digest: sm3(Buffer.concat(marks)).toString('hex'), marks };
  };
}

/** A person's marks under every year's key: for a look-up at that person's own request, which the caller records. */
export async function marksOfPerson({ database, clock, keys }: MarkNeeds, personId: string): Promise<Buffer[]> {
  const known = await sealedKeys(database.reader, keys, { purpose: PURPOSE, at: clock.now() });
  return known.map(({ privatePart }) => markOf(privatePart, personId));
}

function markOf(key: Uint8Array, personId: string): Buffer {
  return hmacSm3(key, Buffer.from(personId, 'utf8'));
}

async function yearKey({ database, clock, keys }: MarkNeeds, at: Date): Promise<Buffer> {
  const keyId = String(at.getUTCFullYear());
  return database.transaction(async (tx) => {
    await lockPurpose(tx, PURPOSE);
    const known = await sealedKeys(tx, keys, { purpose: PURPOSE, at: clock.now() });
    const current = known.find((key) => key.keyId === keyId);
    if (current) return current.privatePart;
    const privatePart = randomBytes(32);
    await saveSealedKey(tx, keys, { key: { purpose: PURPOSE, keyId, publicPart: null, privatePart }, validFrom: at });
    return privatePart;
  });
}
