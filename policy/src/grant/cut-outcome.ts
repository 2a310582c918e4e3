import type { PersonsOfPart } from './persons-seen.ts';

/** Deepest nesting of an answer that is read. */
export const cutDepthMax = 64;
/** Longest string or number of an answer, in bytes: also the most that is held between two chunks. */
export const tokenBytesMax = 1_048_576;

/**
 * Why an answer was not let through. `at` is the byte offset in the answer; nothing of the answer itself is told. `no-row` is an answer
 * about one record whose row is not granted, and just the same one that has no record: a caller cannot tell which.
 */
export type CutFault = {
  readonly reason: 'syntax' | 'duplicate-key' | 'depth' | 'token-size' | 'record-size' | 'encoding' | 'shape' | 'truncated' | 'no-row';
  readonly at: number;
};

export type CutResult = {
  readonly bytes: Buffer;
  readonly records: number;
  /** Persons that the records are about; null where the plan names no subject. */
  readonly persons: PersonsOfPart | null;
};
