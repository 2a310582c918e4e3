/** One power that a caller holds, and where: `orgId` for powers inside a unit, `regionCode` for those over a region. */
export type HeldPower = {
  readonly power: string;
  readonly orgId: string | null;
  readonly regionCode: string | null;
  /** Division inside the unit, for powers that count for one division only. */
  readonly divisionId?: string;
};

/** 代: on whose behalf a person acts under their own account, and by which delegation. */
export type StandsFor = {
  readonly delegationId: string;
  /** Number of the delegation, as it is printed. */
  readonly no: string;
  /** Who has delegated. */
  readonly personId: string;
  /** Titles of both posts: of whoever acts, and of whoever has delegated. */
  readonly byTitle: string;
  readonly forTitle: string;
  /** Last day on which the delegation counts; null for a standing deputy (AB岗). */
  readonly lastDay: string | null;
  /** Routes of the deeds that may be done for the other; no other deed may. */
  readonly deeds: readonly string[];
};

/** Who calls. The identity module makes it; every other part only reads it. */
export type Caller = {
  readonly kind: 'person' | 'client' | 'system' | 'anonymous';
  readonly id: string;
  /** Unit on whose behalf the caller acts; null for systems and anonymous callers. */
  readonly orgId: string | null;
  readonly regionCode: string | null;
  readonly powers: readonly HeldPower[];
  /** Present while the caller acts for another person; the powers are then those of the delegation and nothing else. */
  readonly standsFor?: StandsFor;
  /**
   * Present while the session still means to act for another although the delegation has ended: the person then reads as themselves and does nothing
   * until they have gone back to themselves.
   */
  readonly lapsed?: Omit<StandsFor, 'deeds'>;
};

/** Whose hand is in a deed: the caller's, with the delegation by which it acts. */
export type Hand = Pick<Caller, 'kind' | 'id' | 'orgId' | 'standsFor'>;

/** A delegation as a record of evidence names it. */
export function lentBy({ delegationId, personId }: Pick<StandsFor, 'delegationId' | 'personId'>): { id: string; forPerson: string } {
  return { id: delegationId, forPerson: personId };
}

/** The caller as a record of evidence names it; every deed done for another says by which delegation. */
export function actedBy({ kind, id, orgId, standsFor }: Hand) {
  return { kind, id, orgId, ...(standsFor ? { delegation: lentBy(standsFor) } : {}) };
}

/** Who did something for another: number of the delegation, title of the post that acted, and of the post that it stood in for. */
export type Delegate = { readonly no: string; readonly by: string; readonly for: string };

/** A {@link Delegate} as a JSON column takes it. */
export const delegateText = (delegate: Delegate | null): string | null => (delegate === null ? null : JSON.stringify(delegate));

/** What a history and a signature keep of a deed that was done for another; null for one's own. */
export function delegateOf({ standsFor }: Pick<Caller, 'standsFor'>): Delegate | null {
  return standsFor ? { no: standsFor.no, by: standsFor.byTitle, for: standsFor.forTitle } : null;
}

/**
 * A delegation ended while something was being done under it. Thrown by the log in the deed's own transaction, so that all of it rolls back; the door
 * answers `request.delegation-ended`.
 */
export class DelegationEnded extends Error {
  constructor() {
    super('the delegation has ended');
  }
}

/** Whether the caller holds a power anywhere; where it counts (unit, region) is for the module's policy to ask. */
export function holds(caller: Caller, power: string): boolean {
  return caller.powers.some((held) => held.power === power);
}

export const anonymous: Caller = { kind: 'anonymous', id: 'anonymous', orgId: null, regionCode: null, powers: [] };
