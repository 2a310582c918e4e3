import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const processes = fileURLToPath(new URL('../../server/src/processes/', import.meta.url));

/** Peak resident memory, in MiB, of this installation's web and worker processes since they began; empty where it cannot be read. */
export function peakMemory(): ReadonlyMap<string, number> {
  const peaks = new Map<string, number>();
  for (const id of processIds()) {
    const name = ['web', 'worker'].find((known) => textOf(`/proc/${id}/cmdline`).includes(`${processes}${known}.ts`));
    const kib = Number(/^VmHWM:\s+(\d+) kB/mu.exec(textOf(`/proc/${id}/status`))?.[1] ?? 0);
    if (name && kib > 0) peaks.set(name, Math.max(peaks.get(name) ?? 0, kib / 1024));
  }
  return peaks;
}

function processIds(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  } catch {
    // Only Linux has this folder; elsewhere the report says that memory was not measured.
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process ended meanwhile, or belongs to somebody else.
    return '';
  }
}
