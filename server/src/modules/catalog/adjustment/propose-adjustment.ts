import type { AdjustedFields, Adjustment as AdjustmentAnswer } from '@karez/contract/catalog/adjustment';
import type { EntryContent, SecrecyDeclaration } from '@karez/contract/catalog/content';
import { findArticles } from '#modules/law';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { changesBetween } from '../entry/changes.ts';
import { whatIsMissing } from '../entry/completeness.ts';
import { lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { isNameTaken } from '../entry/entry-store.ts';
import type { Entry } from '../entry/entry.ts';
import { refuseSecret } from '../entry/secrecy.ts';
import type { ComparingNeeds } from '../finding/compare-draft.ts';
import { endAuthorityClock, handOn } from '../revision/handing-on.ts';
import { recordStep, risen, todayOf, type StepNeeds } from '../revision/record-step.ts';
import { insertRevision, nextRevisionNo, saveRevision } from '../revision/revision-store.ts';
import { adjust, type Revision, type UnderAdjustment } from '../revision/revision.ts';
import { surroundingsOf } from '../revision/submit-entry.ts';
import { lockOpenCases } from '../revision-case/revision-case-store.ts';
import { restingPlaces } from '../revision-case/resting.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { likenessOf, refuseUnseen } from './adjusted-likeness.ts';
import { adjustedContent, deniesAnew, wholeChanges, wideningOf } from './adjusted-content.ts';
import { askFor, tell } from './adjustment-handing.ts';
import { recognised } from '../revision-case/recognise-bases.ts';
import { mayPropose } from './adjustment-policy.ts';
import { insertAdjustment } from './adjustment-store.ts';
import type { Adjustment, NamedAct } from './adjustment.ts';
import { actOf, answerWith } from './seen-adjustment.ts';

export type ProposeAdjustment = EntryCommand & {
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly fields: AdjustedFields;
  readonly reason: string;
  /** What the adjusted name is like and the authority has looked at. */
  readonly seenLikeness: readonly string[];
};

/** Articles that the adjusted text cites must be in the register and in force: else its coming into force would be refused later. */
async function refuseArticles(tx: Transaction, content: EntryContent): Promise<Refusal | undefined> {
  const ids = [...new Set(restingPlaces(await recognised(tx, content)).map(({ articleId }) => articleId))];
  const found = new Map((await findArticles(tx, { ids })).map((article) => [article.id, article]));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) return refuse('law.article.not-found', { article: missing });
  const repealed = [...found.values()].find(({ state }) => state === 'repealed');
  return repealed && refuse('law.article.repealed', { article: repealed.id, on: repealed.changedOn });
}

type Text = { readonly file: EntryFile; readonly before: EntryContent; readonly after: EntryContent };

/** Whatever would keep the adjusted text from coming into force, told before the department is asked. */
async function refuseText(tx: Transaction, { file: { entry }, before, after }: Text): Promise<Refusal | undefined> {
  if (changesBetween(before, after).length === 0) return refuse('catalog.adjustment.nothing-changed');
  if (deniesAnew(before, after)) return refuse('catalog.adjustment.denies');
  const missing = whatIsMissing(after, await surroundingsOf(tx, entry.id, after));
  if (missing.length > 0) return refuse('catalog.entry.incomplete', { count: missing.length }, missing);
  const named = { organisationId: entry.provider.organisationId, folded: fold(after.name), except: entry.id };
  const isRenamed = named.folded !== fold(before.name);
  if (isRenamed && (await isNameTaken(tx, named))) return refuse('catalog.entry.name-taken', { name: after.name });
  return refuseArticles(tx, after);
}

/** A revision of its own stands for the version in force while that is adjusted; whose work the text is stays with it. */
async function standIn(
  tx: Transaction,
  needs: StepNeeds,
  { live, reason }: { live: Extract<Revision, { state: 'effective' }>; reason: string },
): Promise<UnderAdjustment> {
  const { entryId, content, authors, submitted, reviewed, signed } = live;
  const no = await nextRevisionNo(tx, entryId);
  const trigger = { kind: 'other', changedOn: todayOf(needs), reason } as const;
  const working: UnderAdjustment = { entryId, no, content, authors, trigger, submitted, reviewed, signed, state: 'under-adjustment' };
  await insertRevision(tx, working);
  return working;
}

/** The entry with its revision under adjustment: what lies with the authority, or what stands for the version in force. */
async function held(
  tx: Transaction,
  needs: StepNeeds,
  { file, reason }: { file: EntryFile; reason: string },
): Promise<EntryFile | Refusal> {
  if (file.working !== null) {
    const working = adjust(file.working);
    if (isRefusal(working)) return working;
    await saveRevision(tx, working);
    return { ...file, entry: risen(file.entry), working };
  }
  const { entry, live } = file;
  if (entry.state !== 'published' || live?.state !== 'effective')
    return refuse('catalog.entry.illegal-transition', { state: entry.state, event: 'adjust' });
  // What law orders comes first, and its term runs.
  if ((await lockOpenCases(tx, entry.id)).length > 0) return refuse('catalog.adjustment.revision-owed');
  const working = await standIn(tx, needs, { live, reason });
  const pending: Entry = { ...entry, revision: entry.revision + 1, state: 'change-pending', workingNo: working.no };
  return { ...file, entry: pending, working };
}

/** The text before and after, once the actor may adjust it and nothing keeps it from coming into force. */
async function textOf(tx: Transaction, { actor, fields }: ProposeAdjustment, file: EntryFile): Promise<Text | Refusal> {
  const permitted = mayPropose(actor, file);
  if (isRefusal(permitted)) return permitted;
  const before = (file.working ?? file.live)?.content;
  if (!before) return refuse('catalog.entry.not-found');
  const after = adjustedContent(before, fields);
  if (isRefusal(after)) return after;
  return (await refuseText(tx, { file, before, after })) ?? { file, before, after };
}

/** The proposal as it is stored: it never changes. */
function proposalOf(
  { newId }: Pick<StepNeeds, 'newId'>,
  { text, fields, next, proposed }: { text: Text; fields: AdjustedFields; next: EntryFile; proposed: NamedAct },
): Adjustment | Refusal {
  const { file, before, after } = text;
  const { provider } = file.entry;
  if (next.working === null || file.authorityRegion === null) return refuse('catalog.entry.not-found');
  return {
    id: newId(),
    entryId: file.entry.id,
    revisionNo: next.working.no,
    basis: file.working === null ? 'in-force' : 'at-authority',
    state: 'proposed',
    entryName: before.name,
    provider: { id: provider.organisationId, name: provider.name },
    regionCode: file.authorityRegion,
    fields,
    changes: wholeChanges(before, after),
    widening: wideningOf(before, after),
    proposed,
    answered: null,
    decided: null,
    withdrawn: null,
  };
}

/** Clock, history, evidence, to-dos and notices of a proposal. */
async function recordProposal(
  tx: Transaction,
  needs: StepNeeds,
  { text, adjustment, next, command }: { text: Text; adjustment: Adjustment; next: EntryFile; command: ProposeAdjustment },
): Promise<Refusal | undefined> {
  const { actor, origin, reason } = command;
  await endAuthorityClock(tx, needs, { file: text.file, outcome: 'cancelled' });
  await recordStep(tx, needs, {
    file: next,
    step: {
      actor,
      origin,
      action: 'catalog.propose-adjustment',
      word: 'adjustment-proposed',
      role: 'AUTHORITY_ADMIN',
      opinion: reason,
      changes: changesBetween(text.before, text.after),
      facts: {
        adjustmentId: adjustment.id,
        fields: adjustment.changes.map(({ field }) => field).join(' '),
        likenessSeen: command.seenLikeness.length,
      },
    },
  });
  await handOn(tx, needs, { file: next, by: actor.id, dueAt: null });
  await askFor(tx, needs, { adjustment, turn: 'answer' });
  return tell(tx, needs, { adjustment, side: 'department' });
}

/** The authority proposes an adjusted text; it is the department's to answer (91-3.2.1). Nothing of it is in force yet. */
export async function proposeAdjustment(needs: ComparingNeeds, command: ProposeAdjustment): Promise<AdjustmentAnswer | Refusal> {
  const { actor, fields, reason } = command;
  const secret = refuseSecret(command.secrecyDeclaration);
  if (secret) return secret;
  const index = await needs.index.current();
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const text = await textOf(tx, command, file);
    if (isRefusal(text)) return text;
    const unseen = refuseUnseen(await likenessOf(tx, index, { ...text, entry: file.entry }), command.seenLikeness);
    if (unseen) return unseen;
    const next = await held(tx, needs, { file, reason });
    if (isRefusal(next)) return next;
    const adjustment = proposalOf(needs, { text, fields, next, proposed: await actOf(tx, needs, { actor, opinion: reason }) });
    if (isRefusal(adjustment)) return adjustment;
    await insertAdjustment(tx, adjustment);
    const refused = await recordProposal(tx, needs, { text, adjustment, next, command });
    return refused ?? answerWith(tx, needs, { actor, seen: { adjustment, file: next } });
  });
}
