/** One power that a caller holds, and where: `orgId` for powers inside a unit, `regionCode` for those over a region. */
export type HeldPower = {
  readonly power: string;
  readonly orgId: string | null;
  readonly regionCode: string | null;
  /** Division inside the unit, for powers that count for one division only. */
  readonly divisionId?: string;
};

/** Who calls. The identity module makes it; every other part only reads it. */
export type Caller = {
  readonly kind: 'person' | 'client' | 'system' | 'anonymous';
  readonly id: string;
  /** Unit on whose behalf the caller acts; null for systems and anonymous callers. */
  readonly orgId: string | null;
  readonly regionCode: string | null;
  readonly powers: readonly HeldPower[];
};

/** Whether the caller holds a power anywhere; where it counts (unit, region) is for the module's policy to ask. */
export function holds(caller: Caller, power: string): boolean {
  return caller.powers.some((held) => held.power === power);
}

export const anonymous: Caller = { kind: 'anonymous', id: 'anonymous', orgId: null, regionCode: null, powers: [] };
