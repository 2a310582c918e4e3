import { HOUR_MS, type Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';

export { actorsOf } from './actors-of.ts';
export { foundCity, type CityPlan, type Founded } from './found-city.ts';

/** The module's background work; the worker runs `identity.daily` once a day or more often. */
export function identityJobs(needs: Pick<Needs, 'database' | 'clock' | 'config'>): readonly Job[] {
  return [
    {
      id: 'identity.daily',
      when: { everyMs: HOUR_MS },
      run: async () => {
        const { endOverduePosts } = await import('./end-overdue-posts.ts');
        await endOverduePosts(needs);
        const { forgetOldDryRuns } = await import('./system-import/forget-dry-runs.ts');
        await forgetOldDryRuns(needs);
      },
    },
  ];
}
