/** Anonymous refusals of one origin that are recorded one by one in a minute; the rest is counted (design.md §5). */
const singlyMax = 20;
const originsMax = 10_000;
const minuteMs = 60_000;

type Count = { minute: number; seen: number };

/** Says which anonymous refusals get a record of their own, and gives the counts of the others once a minute. */
export class AnonymousRefusals {
  readonly #counts = new Map<string, Count>();

  /** True when the refusal is to be recorded by itself. */
  isSingle(origin: string, atMs: number): boolean {
    const minute = Math.floor(atMs / minuteMs);
    // Beyond the bound all further origins share one count: a flood from many addresses stays bounded too.
    const key = this.#counts.has(origin) || this.#counts.size < originsMax ? origin : 'many';
    const count = this.#counts.get(key) ?? { minute, seen: 0 };
    this.#counts.set(key, count);
    count.seen++;
    return count.seen <= singlyMax;
  }

  /** Origins whose minute is over, with how many of their refusals were not recorded singly; each is given once. */
  takeCounted(atMs: number): { origin: string; count: number }[] {
    const minute = Math.floor(atMs / minuteMs);
    const over = [...this.#counts].filter(([, count]) => count.minute < minute);
    for (const [origin] of over) this.#counts.delete(origin);
    return over.flatMap(([origin, { seen }]) => (seen > singlyMax ? [{ origin, count: seen - singlyMax }] : []));
  }
}
