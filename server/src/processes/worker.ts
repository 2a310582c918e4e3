import { setTimeout as pause } from 'node:timers/promises';
import { isRefusal } from '@karez/kit/refusal';
import { startEvidenceWork } from '#modules/audit';
import { catalogJobs, catalogListeners } from '#modules/catalog/jobs';
import { correctionListeners } from '#modules/correction/jobs';
import { deskJobs, deskListeners } from '#modules/desk/jobs';
import { gatewayListeners, onlineServicesOf } from '#modules/gateway/jobs';
import { actorsOf, identityJobs } from '#modules/identity/jobs';
import { lawJobs } from '#modules/law/jobs';
import { applicantsOf, runningGrantsOf } from '#modules/sharing';
import { sharingJobs, sharingListeners } from '#modules/sharing/jobs';
import { forgetOldAnswers } from '#platform/http/idempotency';
import { faultText } from '#platform/fault';
import { HOUR_MS, runJobs, type Job, type Rhythm } from '#platform/jobs';
import { sweepLeases } from '#platform/lease';
import { deliverEvents } from '#platform/outbox';
import { openNeeds, untilStopped } from './open-needs.ts';

/** Pause between two looks at the outbox: polling is the truth, whoever wakes earlier is luck. */
const OUTBOX_EVERY_MS = 250;

/** The process that seals evidence, works on queued jobs and lets the clocks tick. */
const needs = await openNeeds('worker', { connectionsMax: 10 });
const { signal, stopped } = untilStopped();
const evidence = await startEvidenceWork(needs, {
  signal,
  witnessFolder: needs.config.KAREZ_WITNESS_FOLDER === '' ? null : needs.config.KAREZ_WITNESS_FOLDER,
});
if (isRefusal(evidence)) throw new Error(`evidence refuses to go on: ${evidence.code} ${JSON.stringify(evidence.params)}`);
const jobs = [
  ...lawJobs(needs),
  ...identityJobs(needs),
  ...deskJobs({ ...needs, actorsOf }),
  ...catalogJobs({ ...needs, grantsOn: runningGrantsOf }),
  ...sharingJobs(needs),
];
const listeners = [
  ...deskListeners(needs),
  ...gatewayListeners(needs),
  ...sharingListeners(needs),
  ...correctionListeners(needs),
  ...catalogListeners({ ...needs, servicesOf: onlineServicesOf, applicantsOf }),
];
const runner = await runJobs(needs.database.pool, jobs);
const ticking = Promise.all([
  every(HOUR_MS, housekeeping),
  every(OUTBOX_EVERY_MS, tellListeners),
  ...jobs.flatMap((job) => (job.when === 'asked' ? [] : lanesOf(job, job.when))),
]);
needs.log.info('the worker is up', { jobs: jobs.length });
await stopped;
await runner.stop();
await Promise.all([ticking, evidence.stopped]);
await needs.database[Symbol.asyncDispose]();

function lanesOf(job: Job, { everyMs, lanes = 1 }: Rhythm): Promise<void>[] {
  return Array.from({ length: lanes }, () => every(everyMs, () => job.run({})));
}

async function tellListeners(): Promise<void> {
  await deliverEvents((work) => needs.database.transaction(work), listeners);
}

async function housekeeping(): Promise<void> {
  await needs.database.transaction(async (tx) => {
    await forgetOldAnswers(tx, needs.clock.now());
    await sweepLeases(tx);
  });
}

/** Runs `work` now and then again and again; what fails is logged and tried at the next turn. */
async function every(milliseconds: number, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => needs.log.error('a repeated work failed', { error: faultText(error) }));
    // An abort ends the pause early; that is its purpose, not a failure.
    await pause(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}
