import { recordEvidence } from '#modules/audit/append';
import { systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { settle, type Nonconformity } from './nonconformity.ts';
import { handExplanations, handNonconformities } from './nonconformity-handing.ts';
import {
  closeNonconformitiesOfGone,
  insertNonconformities,
  judgeNonconformitiesAgain,
  mendNonconformities,
  organisationsWithNonconformities,
  reopenNonconformities,
  standingNonconformities,
} from './nonconformity-store.ts';
import { flawsOf } from './rules.ts';
import { lockRun, saveRun, type ConformanceRun } from './run-store.ts';
import { subjectsBehind, type Scope } from './subject-store.ts';
import type { Subject } from './subject.ts';

type ReviewNeeds = Pick<StepNeeds, 'database' | 'clock' | 'newId' | 'config'>;

/** Entries that one transaction reviews: few enough that others wait briefly, many enough that commits do not count. */
const batchSize = 250;

export function scopeOf({ regionCode, organisationId }: ConformanceRun): Scope {
  return { regionCodes: [regionCode], organisationId, entryId: null };
}

/**
 * Reviews what is in force, batch by batch. The nonconformities of a batch and how far the run has come commit together: a killed run goes on
 * exactly behind its last whole batch and finds nothing twice.
 */
export async function checkConformance(needs: ReviewNeeds, runId: string): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    hasMore = await needs.database.transaction((tx) => reviewBatch(tx, needs, runId));
    await reached('catalog.conformance.batch-committed');
  }
}

async function reviewBatch(tx: Transaction, needs: ReviewNeeds, runId: string): Promise<boolean> {
  const run = await lockRun(tx, runId);
  if (run?.state !== 'running') return false;
  const subjects = await subjectsBehind(tx, scopeOf(run), { after: run.lastEntryId, limit: batchSize, today: todayOf(needs) });
  const last = subjects.at(-1);
  if (!last) return finish(tx, needs, run);
  const { opened, mended } = await settleSubjects(tx, needs, { subjects, runId, dueOn: run.dueOn });
  const moved = {
    ...run,
    lastEntryId: last.entryId,
    entriesRead: run.entriesRead + subjects.length,
    opened: run.opened + opened,
    mended: run.mended + mended,
  };
  await saveRun(tx, moved, needs.clock.now());
  await reached('catalog.conformance.batch-written');
  return true;
}

type Settling = { readonly subjects: readonly Subject[]; readonly runId: string; readonly dueOn: string };

/** Compares subjects with the nonconformities that stand, and writes what changed. */
export async function settleSubjects(
  tx: Transaction,
  { clock, newId }: Pick<ReviewNeeds, 'clock' | 'newId'>,
  { subjects, runId, dueOn }: Settling,
) {
  const at = clock.now();
  const byEntry = Map.groupBy(
    await standingNonconformities(
      tx,
      subjects.map(({ entryId }) => entryId),
    ),
    ({ entryId }) => entryId,
  );
  const settled = subjects.map((subject) => ({
    subject,
    ...settle(byEntry.get(subject.entryId) ?? [], { flaws: flawsOf(subject), revisionNo: subject.revisionNo }),
  }));
  const opened = settled.flatMap(({ subject, opened: flaws }) =>
    flaws.map((flaw): Nonconformity => {
      const { entryId, revisionNo, organisationId, organisationName, regionCode } = subject;
      const about = { entryId, revisionNo, organisationId, organisationName, regionCode };
      return { ...flaw, ...about, id: newId(), runId, state: 'open', dueOn, foundAt: at, closedAt: null, explained: null, decided: null };
    }),
  );
  const mended = settled.flatMap((each) => each.mended.map(({ id }) => id));
  const reopened = settled.flatMap((each) => each.reopened.map(({ id }) => id));
  const inserted = await insertNonconformities(tx, opened);
  await mendNonconformities(tx, mended, at);
  await reopenNonconformities(tx, reopened, { dueOn });
  await judgeNonconformitiesAgain(
    tx,
    settled.flatMap(({ standing }) => standing),
  );
  return { opened: inserted + reopened.length, mended: mended.length };
}

async function finish(tx: Transaction, needs: ReviewNeeds, run: ConformanceRun): Promise<false> {
  const at = needs.clock.now();
  await saveRun(tx, { ...run, state: 'finished', finishedAt: at }, at);
  await closeNonconformitiesOfGone(tx, run.regionCode, at);
  const orgIds = await organisationsWithNonconformities(tx, [run.regionCode], run.organisationId);
  await handNonconformities(tx, needs, { orgIds, by: null });
  await handExplanations(tx, needs, { regionCode: run.regionCode, by: null });
  const { entriesRead, opened, mended } = run;
  await recordEvidence(tx, {
    at,
    actor: { kind: 'system', id: systemActor('catalog.conformance').id, orgId: null },
    action: 'catalog.finish-conformance-run',
    outcome: { result: 'done' },
    object: { kind: 'catalog.conformance-run', id: run.id },
    facts: { entriesRead, opened, mended },
  });
  return false;
}
