import { isIPv6 } from 'node:net';
import type { Clock } from '@karez/kit/clock';

const WINDOW_MS = 60_000;
/** Origins that are counted at the same time; beyond it all further ones share one count, so that memory stays bounded in a flood too. */
const ORIGINS_MAX = 10_000;
const OTHERS = 'others';

type Window = { readonly beganMs: number; tries: number };

/** How often an origin may still do something that costs this process dearly. */
export type OriginWindow = {
  /** Counts one try: null where it may go on, else the seconds until the origin may try again. A refused try costs nothing further. */
  readonly take: (origin: string) => number | null;
};

/** Lets each origin try `perMinuteMax` times within a minute from its first try; counted in the memory of this process. */
export function originWindow({ clock, perMinuteMax }: { clock: Clock; perMinuteMax: number }): OriginWindow {
  const windows = new Map<string, Window>();
  const isOver = (window: Window, nowMs: number): boolean =>
    // A clock that was moved back must not keep anybody out until it has caught up.
    nowMs - window.beganMs >= WINDOW_MS || nowMs < window.beganMs;
  const keyOf = (origin: string, nowMs: number): string => {
    const key = networkOf(origin);
    if (windows.has(key) || windows.size < ORIGINS_MAX) return key;
    for (const [known, window] of windows) if (isOver(window, nowMs)) windows.delete(known);
    return windows.size < ORIGINS_MAX ? key : OTHERS;
  };
  return {
    take: (origin) => {
      const nowMs = clock.now().getTime();
      const key = keyOf(origin, nowMs);
      const known = windows.get(key);
      const window = known && !isOver(known, nowMs) ? known : { beganMs: nowMs, tries: 0 };
      windows.set(key, window);
      if (window.tries >= perMinuteMax) return Math.max(1, Math.ceil((window.beganMs + WINDOW_MS - nowMs) / 1000));
      window.tries += 1;
      return null;
    },
  };
}

/** Who has an IPv6 address has the 2^64 others of its network too: they count as one origin. */
function networkOf(origin: string): string {
  if (!isIPv6(origin) || origin.includes('.')) return origin;
  const [head = '', tail] = origin.split('%', 1).join('').split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - after.length }, () => '0');
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/u, '').toLowerCase())
    .join(':');
}
