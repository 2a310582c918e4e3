/** Source of the current instant; injected everywhere so that tests can move it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved: for tests and replays. */
export function settableClock(startIso: string): Clock & { set(iso: string): void; advance(milliseconds: number): void } {
  let instant = new Date(startIso).getTime();
  return {
    now: () => new Date(instant),
    set: (iso) => {
      instant = new Date(iso).getTime();
    },
    advance: (milliseconds) => {
      instant += milliseconds;
    },
  };
}

/** Formatters by zone, of which an installation has one: making one takes a millisecond, and every search asks for today. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterIn(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(zone, made);
  return made;
}

/** The calendar day (`YYYY-MM-DD`) of an instant in a region's time zone, never the machine's. */
export function dayIn(zone: string, instant: Date): string {
  return formatterIn(zone).format(instant);
}
