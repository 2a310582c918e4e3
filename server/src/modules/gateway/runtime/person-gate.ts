import type { Cutter } from '@karez/policy/grant/cut';
import type { PersonsOfPart, PersonsSeen } from '@karez/policy/grant/persons-seen';
import { HeldBytes } from './held-bytes.ts';

/** Longest output of one record, in bytes, that is held until its persons are known; a longer record is not let through. */
export const recordBytesMax = 1_048_576;
/** Persons that are held at once: beyond it they are marked, though little of the answer may have left. */
export const heldPersonsMax = 2_000;

const noBytes = Buffer.alloc(0);

/**
 * Stands behind the cutter of an operation whose records name a person. The person may stand last in a record, so the output of a record
 * that is still open is held: whatever this gives out names only persons that {@link take} has given or gives.
 */
export class PersonGate {
  readonly #cutter: Cutter;
  readonly #persons: PersonsSeen;
  readonly #open = new HeldBytes();

  constructor(cutter: Cutter, persons: PersonsSeen) {
    this.#cutter = cutter;
    this.#persons = persons;
  }

  /** Takes what the cutter has just given, gives what may be released once its persons are marked; undefined for a record that is too long. */
  pass(piece: Buffer): Buffer | undefined {
    const settled = this.#cutter.settledBytes;
    const ready = this.#settle(piece.subarray(0, settled));
    this.#open.add(piece.subarray(settled));
    return this.#open.length > recordBytesMax ? undefined : ready;
  }

  /** Memory that is reserved for the record that is open, in bytes. */
  get reservedBytes(): number {
    return this.#open.reserved;
  }

  /** Whether so many persons wait that they are to be marked now. */
  get isFull(): boolean {
    return this.#persons.size >= heldPersonsMax;
  }

  /** The persons of everything that was given out since the last time, and perhaps of the record that is open. */
  take(): PersonsOfPart {
    return this.#persons.take();
  }

  #settle(settled: Buffer): Buffer {
    if (settled.length === 0) return noBytes;
    if (this.#open.length === 0) return settled;
    this.#open.add(settled);
    return this.#open.take();
  }
}
