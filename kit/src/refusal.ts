/**
 * An expected failure, passed as a value: what the caller asked is not done, for a reason that the contract declares.
 * Faults (our bugs) are thrown; outages (a neighbour is down) are thrown as {@link Outage}.
 */
export type Refusal = {
  readonly refused: true;
  /** Stable code `module.noun.reason`; its words live in `contract/messages`. */
  readonly code: string;
  /** Values for the words of the code: never a secret, a payload or a personal value. */
  readonly params: RefusalParams;
  /** Places in the input that are wrong, each with its own code; empty when the refusal is about the whole. */
  readonly fields: readonly FieldRefusal[];
};

export type RefusalParams = Readonly<Record<string, string | number | boolean | null>>;

/** One wrong place: `path` is a JSON pointer (or `row/column` of a workbook), `code` says which rule it breaks. */
export type FieldRefusal = { readonly path: string; readonly code: string; readonly params: RefusalParams };

/** Makes a refusal; `fields` names the wrong places when there are any. */
export function refuse(code: string, params: RefusalParams = {}, fields: readonly FieldRefusal[] = []): Refusal {
  return { refused: true, code, params, fields };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
}

/** A neighbour (database, provider, mail server) is down: the caller may try again later. */
export class Outage extends Error {
  override readonly name = 'Outage';
  readonly neighbour: string;

  constructor(neighbour: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.neighbour = neighbour;
  }
}
