import { normalPersonId, personIdCharactersMax } from '../evidence/person-id.ts';

/**
 * Persons that a part of an answer is about, by their normal identifiers, each once; and how many of its records named nobody: the
 * value was absent, null, empty, too long, or neither a text nor a whole number. For the evidence writer only: never in a log, an error or a record.
 */
export type PersonsOfPart = { readonly ids: readonly string[]; readonly withoutPerson: number };

/** Collects the persons of an answer while it is cut, record by record. */
export class PersonsSeen {
  #ids = new Set<string>();
  #withoutPerson = 0;
  #isNamed = false;
  /** Of the record that is open, where it may yet turn out that it does not leave: then nobody's data has gone anywhere. */
  readonly #open: Set<string> | undefined;

  constructor({ awaitsRecord = false }: { awaitsRecord?: boolean } = {}) {
    this.#open = awaitsRecord ? new Set() : undefined;
  }

  beginRecord(): void {
    this.#isNamed = false;
  }

  /** Persons of the record that is open, where these wait for its end. */
  get openSize(): number {
    return this.#open?.size ?? 0;
  }

  /** Takes a text, or the digits of a whole number: what a provider calls a person by. */
  note(text: string): void {
    const id = normalPersonId(text);
    if (id === undefined) return;
    this.#isNamed = true;
    (this.#open ?? this.#ids).add(id);
  }

  noteNumber(digits: string): void {
    if (digits.length <= personIdCharactersMax && /^\d+$/.test(digits)) this.note(digits);
  }

  endRecord(): void {
    if (!this.#isNamed) this.#withoutPerson++;
    if (this.#open) for (const id of this.#open) this.#ids.add(id);
    this.#open?.clear();
  }

  /** The record that is open does not leave. */
  dropRecord(): void {
    this.#open?.clear();
  }

  /** Persons collected since the last {@link take}. */
  get size(): number {
    return this.#ids.size;
  }

  /** Hands over what was collected and begins anew. */
  take(): PersonsOfPart {
    const part = { ids: [...this.#ids], withoutPerson: this.#withoutPerson };
    this.#ids = new Set();
    this.#withoutPerson = 0;
    return part;
  }
}
