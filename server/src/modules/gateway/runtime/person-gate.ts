import type { Cutter } from '@karez/policy/grant/cut';
import type { PersonsOfPart, PersonsSeen } from '@karez/policy/grant/persons-seen';

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
  #open: Buffer[] = [];
  #openBytes = 0;

  constructor(cutter: Cutter, persons: PersonsSeen) {
    this.#cutter = cutter;
    this.#persons = persons;
  }

  /** Takes what the cutter has just given, gives what may be released once its persons are marked; undefined for a record that is too long. */
  pass(piece: Buffer): Buffer | undefined {
    const settled = this.#cutter.settledBytes;
    const ready = settled === 0 ? noBytes : Buffer.concat([...this.#open.splice(0), piece.subarray(0, settled)]);
    if (settled > 0) this.#openBytes = 0;
    const rest = piece.subarray(settled);
    if (rest.length > 0) this.#open.push(rest);
    this.#openBytes += rest.length;
    return this.#openBytes > recordBytesMax ? undefined : ready;
  }

  /** Whether so many persons wait that they are to be marked now. */
  get isFull(): boolean {
    return this.#persons.size >= heldPersonsMax;
  }

  /** The persons of everything that was given out since the last time, and perhaps of the record that is open. */
  take(): PersonsOfPart {
    return this.#persons.take();
  }
}
