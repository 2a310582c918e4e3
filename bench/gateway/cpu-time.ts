import { readdir, readFile } from 'node:fs/promises';

const ticksPerSecond = 100;

/** CPU seconds that a process and, where asked, all its children have used; Linux only. */
export async function cpuSeconds(pid: number, { withChildren }: { withChildren: boolean }): Promise<number> {
  const own = (await statOf(pid))?.seconds ?? 0;
  if (!withChildren) return own;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map(statOf));
  return stats.reduce((sum, stat) => sum + (stat?.parent === pid ? stat.seconds : 0), own);
}

async function statOf(pid: number): Promise<{ parent: number; seconds: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name of the program stands in brackets and may hold anything; what follows it is numbers.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond };
}
