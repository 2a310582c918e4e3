import { competentRegion } from '../entry/entry-file.ts';
import { dayIn } from '@karez/kit/clock';
import { isRefusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { MINUTE_MS, type Job } from '#platform/jobs';
import type { StepNeeds } from '../revision/record-step.ts';
import { checkConformance } from './check-conformance.job.ts';
import { regionsWithEntries } from './subject-store.ts';
import { lastWholeRunAt, lockStalledRuns, saveRun } from './run-store.ts';
import { beginRun, checkConformanceJobId, enqueueRun } from './start-run.ts';

const payloadSchema = z.strictObject({ runId: z.uuid() });
const DAY_MS = 86_400_000;
/** A batch takes a second or two; a run that stood still this long has lost its worker. */
const stalledAfterMs = 30_000;

/** Queues runs again whose worker was killed: the queue itself holds a dead worker's job back for hours. */
export async function resumeRuns({ database, clock }: Pick<StepNeeds, 'database' | 'clock'>): Promise<number> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const stalled = await lockStalledRuns(tx, new Date(now.getTime() - stalledAfterMs));
    for (const run of stalled) {
      await enqueueRun(tx, run.id);
      await saveRun(tx, run, now);
    }
    return stalled.length;
  });
}

/** Begins the periodic review of every region whose last one is old enough (91-3.2.1: 定期); 0 days: never by itself. */
export async function beginPeriodicRuns(needs: StepNeeds): Promise<number> {
  const {
    KAREZ_CATALOG_CONFORMANCE_EVERY_DAYS: everyDays,
    KAREZ_CATALOG_CONFORMANCE_ANSWER_DAYS: answerDays,
    KAREZ_TIME_ZONE: zone,
  } = needs.config;
  if (everyDays === 0) return 0;
  const now = needs.clock.now();
  const due = new Date(now.getTime() - everyDays * DAY_MS);
  let begun = 0;
  const { reader } = needs.database;
  for (const regionCode of await regionsWithEntries(reader)) {
    // Whoever answers for a region reviews it; one without an authority of its own waits for the order of the next above.
    if ((await competentRegion(reader, regionCode)) !== regionCode) continue;
    const last = await lastWholeRunAt(reader, regionCode);
    if (last !== null && last > due) continue;
    const dueOn = dayIn(zone, new Date(now.getTime() + answerDays * DAY_MS));
    const run = await needs.database.transaction((tx) =>
      beginRun(tx, needs, { regionCode, organisationId: null, dueOn, startedBy: 'schedule' }),
    );
    if (!isRefusal(run)) begun += 1;
  }
  return begun;
}

/** The review's background work; part of the catalogue's. */
export function conformanceJobs(needs: StepNeeds): Job[] {
  return [
    { id: checkConformanceJobId, when: 'asked', run: (payload) => checkConformance(needs, payloadSchema.parse(payload).runId) },
    {
      id: 'catalog.conformance-tick',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await resumeRuns(needs);
        await beginPeriodicRuns(needs);
      },
    },
  ];
}
