/**
 * Named points that a fault test can stop at. `KAREZ_KILL_AT=name#n` (read by the process's configuration) ends the process
 * with SIGKILL when the point is reached for the n-th time; nothing happens otherwise.
 */
let target: { name: string; countdown: number } | undefined;

/** Arms one kill point, `name` or `name#n`; called once by a process at its start. */
export function armKillPoint(specification: string | undefined): void {
  if (!specification) return;
  const [name = '', count = '1'] = specification.split('#');
  target = { name, countdown: Number.parseInt(count, 10) };
}

/** Marks a named point of a step sequence. */
export async function reached(name: string): Promise<void> {
  if (target?.name !== name) return;
  target.countdown -= 1;
  if (target.countdown > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // SIGKILL is delivered asynchronously: never run on past the point.
  await new Promise(() => undefined);
}
