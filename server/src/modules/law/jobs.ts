import { MINUTE_MS, type Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';

export { seedLaw } from './seed-law.ts';

/** The module's background work; the worker runs `law.clock-tick` every minute. */
export function lawJobs(needs: Pick<Needs, 'database' | 'clock' | 'newId'>): readonly Job[] {
  return [
    {
      id: 'law.clock-tick',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        const { tickClocks } = await import('./tick-clocks.ts');
        await tickClocks(needs);
      },
    },
  ];
}
