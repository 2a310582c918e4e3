import type { getRecall } from '@karez/contract/catalog/recall';
import type { AnswerOf } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ImpactNeeds } from '../acknowledgement/impact.ts';
import { isInsider } from '../catalog-policy.ts';
import { visibleFile } from '../entry/entry-file.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { recallOf } from './follow-recall.ts';

type ReadNeeds = Pick<StepNeeds, 'clock' | 'config'> & Pick<ImpactNeeds, 'grantsOn'> & { readonly reader: Reader };

/** The open recall of an entry, for its unit and its authority: nobody else sees who uses it. */
export async function readRecall(
  { reader, ...needs }: ReadNeeds,
  asked: { readonly actor: Actor; readonly entryId: string },
): Promise<AnswerOf<typeof getRecall> | Refusal> {
  const file = await visibleFile(reader, asked);
  if (isRefusal(file)) return file;
  const found = isInsider(asked.actor, file) ? await recallOf(reader, needs, asked.entryId) : undefined;
  const standing = found?.entry.open ?? null;
  if (!found || standing === null) return { recall: null };
  const { dueOn, openedAt } = standing;
  return {
    recall: {
      openedAt: openedAt.toISOString(),
      dueOn,
      overdue: dueOn < todayOf(needs),
      items: [...found.entry.denied],
      grants: [...found.grants],
    },
  };
}
