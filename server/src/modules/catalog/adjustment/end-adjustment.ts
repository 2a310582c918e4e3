import type { EntryContent } from '@karez/contract/catalog/content';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { whatIsMissing } from '../entry/completeness.ts';
import { carryRulings } from '../denial/carry-rulings.ts';
import { statusOf } from '../entry/entry-file.ts';
import { nextEntryState, type Entry } from '../entry/entry.ts';
import { versionAfter } from '../entry/item.ts';
import { bringIntoForce, type ForceNeeds } from '../revision/bring-into-force.ts';
import { handOn, startAuthorityClock } from '../revision/handing-on.ts';
import { versionInForce } from '../revision/publish-entry.ts';
import { recordStep, risen, type Step, type StepNeeds } from '../revision/record-step.ts';
import { saveContent, saveRevision } from '../revision/revision-store.ts';
import { adoptAdjustment, discardAdjustment, dropAdjustment, type Act } from '../revision/revision.ts';
import { surroundingsOf } from '../revision/submit-entry.ts';
import type { EntryFile } from '../search/search-document.ts';
import { adjustedContent } from './adjusted-content.ts';
import { ended } from './adjustment-handing.ts';
import { recognised } from '../revision-case/recognise-bases.ts';
import { saveAdjustment } from './adjustment-store.ts';
import type { Adjustment } from './adjustment.ts';

type Ending = { readonly file: EntryFile; readonly adjustment: Adjustment; readonly step: Omit<Step, 'changes' | 'payload' | 'facts'> };

/** Assessments that the department gives with its agreement. */
export type Assessments = Partial<Pick<EntryContent, 'secrecyAssessment' | 'impactAssessment'>>;

const factsOf = ({ id, basis }: Adjustment) => ({ adjustmentId: id, basis });

/** The adjusted text as it comes into force, complete by the same rules as every other. */
async function finalContent(tx: Transaction, { file, adjustment }: Ending, assessments: Assessments): Promise<EntryContent | Refusal> {
  if (file.working === null) return refuse('catalog.entry.not-found');
  const adjusted = adjustedContent(file.working.content, adjustment.fields);
  if (isRefusal(adjusted)) return adjusted;
  const content = await recognised(tx, { ...adjusted, ...assessments });
  const missing = whatIsMissing(content, await surroundingsOf(tx, file.entry.id, content));
  return missing.length > 0 ? refuse('catalog.entry.incomplete', { count: missing.length }, missing) : content;
}

/** Brings the adjusted text into force through the door of every version; `decided` is the authority's act that it rests on. */
export async function adopt(
  tx: Transaction,
  needs: ForceNeeds,
  { decided, assessments, ...ending }: Ending & { readonly decided: Act; readonly assessments: Assessments },
): Promise<EntryFile | Refusal> {
  const { file, adjustment, step } = ending;
  const content = await finalContent(tx, ending, assessments);
  if (isRefusal(content)) return content;
  if (file.working === null) return refuse('catalog.entry.not-found');
  const { by, orgId, at, opinion } = decided;
  const { live, working } = file;
  // An adjustment denies nothing anew: what is still denied was verified with the version in force.
  const denialUntil =
    live !== null && 'denialUntil' in live
      ? await carryRulings(tx, needs, { entryId: file.entry.id, live, next: { no: working.no, content } })
      : null;
  const effective = adoptAdjustment(
    working,
    { by, orgId, at, opinion },
    {
      content,
      version: versionAfter(versionInForce(file), content),
      denialUntil,
    },
  );
  if (isRefusal(effective)) return effective;
  await saveAdjustment(tx, adjustment);
  await saveContent(tx, effective);
  const next = await bringIntoForce(tx, needs, { file, effective, step: { ...step, facts: factsOf(adjustment) } });
  if (isRefusal(next)) return next;
  await ended(tx, needs, { adjustment, by: step.actor.id });
  await reached('catalog.adjustment.before-commit');
  return next;
}

/** The entry without the revision that stood for its version in force. */
function withoutStandIn(entry: Entry): Entry | Refusal {
  const state = nextEntryState(entry.state, 'drop-adjustment');
  if (isRefusal(state)) return state;
  const revision = entry.revision + 1;
  if (entry.state === 'suspended') return { ...entry, workingNo: null, revision };
  if (entry.state !== 'change-pending') return refuse('catalog.entry.illegal-transition', { state: entry.state, event: 'drop-adjustment' });
  const { workingNo: _standIn, ...issued } = entry;
  return { ...issued, state: 'published', revision };
}

async function discarded(tx: Transaction, { file }: Ending): Promise<EntryFile | Refusal> {
  const entry = withoutStandIn(file.entry);
  const working = file.working && discardAdjustment(file.working);
  if (isRefusal(entry)) return entry;
  if (isRefusal(working)) return working;
  if (working !== null) await saveRevision(tx, working);
  return { ...file, entry, working: null, status: await statusOf(tx, entry) };
}

/** Back with the authority as the department signed it: its term to review begins anew. */
async function backAtAuthority(tx: Transaction, needs: StepNeeds, { file }: Ending): Promise<{ file: EntryFile; dueAt: Date } | Refusal> {
  if (file.working === null) return refuse('catalog.entry.not-found');
  const working = dropAdjustment(file.working);
  if (isRefusal(working)) return working;
  const next = { ...file, entry: risen(file.entry), working };
  await saveRevision(tx, working);
  const dueAt = await startAuthorityClock(tx, needs, { file: next, signed: working });
  return isRefusal(dueAt) ? dueAt : { file: next, dueAt };
}

/** The adjustment comes to nothing: the department's text stays as it was. */
export async function revert(tx: Transaction, needs: StepNeeds, ending: Ending): Promise<EntryFile | Refusal> {
  const { adjustment, step } = ending;
  const isInForce = adjustment.basis === 'in-force';
  const back = isInForce ? await discarded(tx, ending) : await backAtAuthority(tx, needs, ending);
  if (isRefusal(back)) return back;
  const { file, dueAt } = 'dueAt' in back ? back : { file: back, dueAt: null };
  await saveAdjustment(tx, adjustment);
  await recordStep(tx, needs, { file, step: { ...step, changes: [], facts: factsOf(adjustment) } });
  await ended(tx, needs, { adjustment, by: step.actor.id });
  await handOn(tx, needs, { file, by: step.actor.id, dueAt });
  return file;
}
