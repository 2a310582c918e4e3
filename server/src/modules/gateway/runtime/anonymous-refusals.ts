/** Anonymous refusals of one origin that are recorded one by one in a minute; the rest is counted (design.md §5). */
const singlyMax = 20;
const originsMax = 10_000;
const minuteMs = 60_000;

type Count = { readonly minute: number; seen: number };
type Counted = { readonly origin: string; readonly count: number };

/** Says which anonymous refusals get a record of their own, and gives the counts of the others once their minute is over. */
export class AnonymousRefusals {
  readonly #counts = new Map<string, Count>();
  readonly #over: Counted[] = [];

  /** True when the refusal is to be recorded by itself. */
  isSingle(origin: string, atMs: number): boolean {
    // Beyond the bound all further origins share one count: a flood from many addresses stays bounded too.
    const key = this.#counts.has(origin) || this.#counts.size < originsMax ? origin : 'many';
    const count = this.#countOf(key, Math.floor(atMs / minuteMs));
    count.seen++;
    return count.seen <= singlyMax;
  }

  /** Origins whose minute is over, with how many of their refusals were not recorded singly; each is given once. */
  takeCounted(atMs: number): readonly Counted[] {
    const minute = Math.floor(atMs / minuteMs);
    for (const [origin, count] of this.#counts) if (count.minute < minute) this.#close(origin, count);
    return this.#over.splice(0);
  }

  #countOf(key: string, minute: number): Count {
    const known = this.#counts.get(key);
    if (known && known.minute >= minute) return known;
    if (known) this.#close(key, known);
    const fresh = { minute, seen: 0 };
    this.#counts.set(key, fresh);
    return fresh;
  }

  #close(origin: string, { seen }: Count): void {
    this.#counts.delete(origin);
    if (seen > singlyMax) this.#over.push({ origin, count: seen - singlyMax });
  }
}
