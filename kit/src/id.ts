import { randomBytes } from 'node:crypto';

/** Marks a string as the id of one kind of thing, so that one kind is never passed for another. */
export type Id<Kind extends string> = string & { readonly __kind: Kind };

/** Makes ids; injected so that tests can make them predictable. */
export type NewId = () => string;

/** RFC 9562 UUID version 7: 48 bits of Unix milliseconds, then random bits, so ids sort by the time they were made. */
export function uuidv7(unixMilliseconds: number, random: Uint8Array = randomBytes(10)): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(unixMilliseconds, 0, 6);
  bytes.set(random, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Ids of the running system. */
export const newId: NewId = () => uuidv7(Date.now());

/** Predictable ids for tests: the n-th call gives …n. */
export function countingIds(start = 1): NewId {
  let next = start;
  return () => uuidv7(1_700_000_000_000, Buffer.from((next++).toString(16).padStart(20, '0'), 'hex'));
}
