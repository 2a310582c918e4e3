import { join } from 'node:path';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { withClient } from './connection.ts';
import { runLogged } from './run-logged.ts';

/** How far the demo city of a database is. */
export type DemoState = 'absent' | 'begun' | 'done';

export async function demoState(url: string): Promise<DemoState> {
  return withClient(url, async (client) => {
    const table = await client.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = 'demo_city'`);
    if (table.rowCount === 0) return 'absent';
    const done = await client.query('SELECT 1 FROM public.demo_city WHERE done_at IS NOT NULL');
    return done.rowCount === 0 ? 'begun' : 'done';
  });
}

type DemoCity = { root: string; url: string; log: string; environment: Readonly<Record<string, string>>; signal: AbortSignal };

/** Fills the demo city in through the running portal, once; the mark is written before the first call and after the last. */
export async function fillDemoCity({ root, url, log, environment, signal }: DemoCity): Promise<Refusal | undefined> {
  await withClient(url, async (client) => {
    await client.query('CREATE TABLE IF NOT EXISTS public.demo_city (begun_at timestamptz NOT NULL DEFAULT now(), done_at timestamptz)');
    await client.query('INSERT INTO public.demo_city DEFAULT VALUES');
  });
  const filled = await runLogged({ args: [join(root, 'tools/seed/main.ts')], cwd: root, log, signal, environment });
  if (!filled) return refuse('start.seed.failed', { log });
  await withClient(url, (client) => client.query('UPDATE public.demo_city SET done_at = now()'));
  return undefined;
}
