import { recordEvidence } from '#modules/audit/append';
import { mayUse, organisationById, type Actor } from '#modules/identity';
import type { ConformanceRun as RunAnswer } from '@karez/contract/catalog/conformance';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { enqueueJob } from '#platform/jobs';
import { actedBy } from '#platform/caller';
import { competentRegion } from '../entry/entry-file.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { scopeOf } from './check-conformance.job.ts';
import { insertRun, isRunning, type ConformanceRun } from './run-store.ts';
import { countReviewed } from './subject-store.ts';

export const checkConformanceJobId = 'catalog.check-conformance';

/** Queues a run's background work in the transaction that makes it necessary; waiting twice is waiting once. */
export async function enqueueRun(tx: Transaction, runId: string): Promise<void> {
  await enqueueJob(tx, { id: checkConformanceJobId, payload: { runId }, key: `${checkConformanceJobId}:${runId}` });
}

export function runView({ lastEntryId: _last, startedAt, finishedAt, ...run }: ConformanceRun): RunAnswer {
  return { ...run, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}

type Begun = Pick<ConformanceRun, 'regionCode' | 'organisationId' | 'startedBy' | 'dueOn'>;

/** A department is reviewed by the authority of its region, or by the next above where there is none. */
async function isFit(tx: Transaction, organisation: Awaited<ReturnType<typeof organisationById>>, regionCode: string): Promise<boolean> {
  if (!organisation || organisation.sample) return false;
  const reviewing = await competentRegion(tx, organisation.regionCode);
  return (reviewing ?? organisation.regionCode) === regionCode;
}

/** Begins a review unless one of the region is under way; used by the authority's order and by the schedule. */
export async function beginRun(
  tx: Transaction,
  { clock, newId }: Pick<StepNeeds, 'clock' | 'newId'>,
  begun: Begun,
): Promise<ConformanceRun | Refusal> {
  if (await isRunning(tx, begun.regionCode)) return refuse('catalog.conformance.running');
  const organisation = begun.organisationId === null ? null : await organisationById(tx, begun.organisationId);
  if (organisation !== null && !(await isFit(tx, organisation, begun.regionCode))) return refuse('catalog.conformance.department-unfit');
  const head = { ...begun, id: newId(), organisationName: organisation?.name ?? null, startedAt: clock.now(), state: 'running' } as const;
  const empty = { entriesTotal: 0, entriesRead: 0, opened: 0, mended: 0, lastEntryId: null, finishedAt: null };
  const run: ConformanceRun = { ...head, ...empty };
  const counted = { ...run, entriesTotal: await countReviewed(tx, scopeOf(run)) };
  await insertRun(tx, counted);
  await enqueueRun(tx, run.id);
  return counted;
}

export type StartRun = {
  readonly actor: Actor;
  readonly origin: string;
  readonly regionCode: string;
  readonly organisationId: string | null;
  readonly dueOn: string;
};

/** The authority orders a review; departments have until the day to mend or explain what it finds. */
export async function startConformanceRun(needs: StepNeeds, command: StartRun): Promise<RunAnswer | Refusal> {
  const { actor, origin, regionCode, organisationId, dueOn } = command;
  const permitted = mayUse(actor, 'catalog.publish', { regionCode });
  if (isRefusal(permitted)) return permitted;
  const today = todayOf(needs);
  if (dueOn < today) return refuse('catalog.conformance.due-past', { today });
  return needs.database.transaction(async (tx) => {
    const run = await beginRun(tx, needs, { regionCode, organisationId, dueOn, startedBy: 'demand' });
    if (isRefusal(run)) return run;
    await recordEvidence(tx, {
      at: needs.clock.now(),
      actor: actedBy(actor),
      action: 'catalog.start-conformance-run',
      outcome: { result: 'done' },
      object: { kind: 'catalog.conformance-run', id: run.id },
      origin,
      facts: { regionCode, organisationId, entries: run.entriesTotal, dueOn },
    });
    return runView(run);
  });
}
