import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { actedBy } from '#platform/caller';
import { isInsider } from '../catalog-policy.ts';
import { visibleFile } from '../entry/entry-file.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { settleSubjects } from './check-conformance.job.ts';
import { handExplanations, handNonconformities } from './nonconformity-handing.ts';
import { standingNonconformities } from './nonconformity-store.ts';
import { subjectsBehind } from './subject-store.ts';

/**
 * Reviews one entry again under the run that its nonconformities came from: what its version in force has mended is closed (91-3.2.1). An entry
 * without nonconformities has nothing to recheck; the next run looks at it. Answers how many were mended.
 */
export async function recheckNonconformities(tx: Transaction, needs: StepNeeds, entryId: string): Promise<number> {
  const standing = await standingNonconformities(tx, [entryId]);
  const last = standing.toSorted((one, other) => other.foundAt.getTime() - one.foundAt.getTime())[0];
  if (!last) return 0;
  const scope = { regionCodes: null, organisationId: null, entryId };
  const subjects = await subjectsBehind(tx, scope, { after: null, limit: 1, today: todayOf(needs) });
  const { mended } = await settleSubjects(tx, needs, { subjects, runId: last.runId, dueOn: last.dueOn });
  await handNonconformities(tx, needs, { orgIds: [last.organisationId], by: null });
  await handExplanations(tx, needs, { regionCode: last.regionCode, by: null });
  return mended;
}

/** The same on demand, by the department or its authority. */
export async function recheckEntry(
  needs: StepNeeds,
  { actor, entryId, origin }: { actor: Actor; entryId: string; origin: string },
): Promise<{ open: number; mended: number } | Refusal> {
  return needs.database.transaction(async (tx) => {
    const file = await visibleFile(tx, { actor, entryId });
    if (isRefusal(file)) return file;
    if (!isInsider(actor, file)) return refuse('catalog.entry.not-found');
    const mended = await recheckNonconformities(tx, needs, entryId);
    const open = (await standingNonconformities(tx, [entryId])).filter(({ state }) => state === 'open').length;
    await recordEvidence(tx, {
      at: needs.clock.now(),
      actor: actedBy(actor),
      action: 'catalog.recheck-entry',
      outcome: { result: 'done' },
      object: { kind: 'catalog.entry', id: entryId, revision: file.entry.revision },
      origin,
      facts: { open, mended },
    });
    return { open, mended };
  });
}
