import { dayIn } from '@karez/kit/clock';

const minuteMs = 60_000;

/** The calendar day of a region's zone and the seconds to its end, worked out once a minute. */
export class RegionDay {
  readonly #zone: string;
  #minute = -1;
  #day = '';

  constructor(zone: string) {
    this.#zone = zone;
  }

  at(atMs: number): string {
    const minute = Math.floor(atMs / minuteMs);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#day = dayIn(this.#zone, new Date(atMs));
    }
    return this.#day;
  }

  /** Seconds until the day ends, to the minute: zones change their offset at whole minutes. */
  endsInSeconds(atMs: number): number {
    const today = this.at(atMs);
    let [low, high] = [0, 26 * 60];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const isToday = dayIn(this.#zone, new Date((Math.floor(atMs / minuteMs) + middle) * minuteMs)) === today;
      [low, high] = isToday ? [middle + 1, high] : [low, middle];
    }
    return Math.max(1, Math.ceil(((Math.floor(atMs / minuteMs) + low) * minuteMs - atMs) / 1000));
  }
}
