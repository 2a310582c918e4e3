import type { BulkResult } from '@karez/contract/catalog/bulk';
import { recordEvidence } from '#modules/audit/append';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { assignClaim } from '../claim/assign-claim.ts';
import { entryNames } from '../entry/entry-store.ts';
import { visibleFile, type EntryCommand } from '../entry/entry-file.ts';
import type { ComparingNeeds } from '../finding/compare-draft.ts';
import { listConfirmed, refuseUnfitPromise, type ListingNeeds } from '../listing/list-entry.ts';
import type { Promised } from '../listing/listing.ts';
import type { ForceNeeds } from '../revision/bring-into-force.ts';
import { publishEntry } from '../revision/publish-entry.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import { returnEntry } from '../revision/return-entry.ts';
import { submitEntry } from '../revision/submit-entry.ts';
import { withdrawRevision } from '../withdrawal/withdraw-revision.ts';
import { answerOf, digestOf, resultOf, type AssignRef, type BulkAnswer, type BulkRef } from './bulk.ts';
import { hasOpened } from './opening-store.ts';

type Together = { readonly actor: Actor; readonly entries: readonly BulkRef[]; readonly opinion: string; readonly origin: string };
type Doing = {
  readonly action: string;
  readonly digest: string;
  /** What each entry was given besides the opinion, for the evidence of the press. */
  readonly given?: Readonly<Record<string, string>>;
  readonly one: (command: EntryCommand) => Promise<unknown>;
};

/**
 * Does a deed for each entry, one after the other, each in a transaction of its own: what is refused stands in its row and keeps nothing else from being
 * done. The evidence of the press names every entry before the first deed, and what became of each after the last: a press that breaks off leaves what
 * it was given for. The evidence of each deed is the deed's own.
 */
async function each(needs: StepNeeds, together: Together, { one, given = {}, ...deed }: Doing): Promise<BulkAnswer> {
  const { actor, entries, origin } = together;
  const names = await entryNames(
    needs.database.reader,
    entries.map(({ entryId }) => entryId),
  );
  const press = { batchId: needs.newId(), ...deed };
  const begun = await recordBegun(needs, together, { ...press, given });
  const results: BulkResult[] = [];
  for (const ref of entries) {
    const { entryId, revision } = ref;
    const answer = await one({ actor, entryId, ifMatch: String(revision), origin });
    // Whoever may not see an entry is not told its name either.
    const name = isRefusal(answer) && answer.code === 'catalog.entry.not-found' ? '' : (names.get(entryId) ?? '');
    results.push(resultOf(ref, name, answer));
    await reached('catalog.bulk.one-done');
  }
  const answer = answerOf(press.batchId, results);
  await recordEnded(needs, together, { ...press, begun, answer });
  return answer;
}

type Press = { readonly batchId: string; readonly action: string; readonly digest: string };

/** What every record of a press says. */
function pressed(needs: StepNeeds, { actor, origin }: Together, { batchId, action }: Press) {
  return {
    at: needs.clock.now(),
    actor: actedBy(actor),
    action,
    object: { kind: 'catalog.bulk', id: batchId },
    origin,
  };
}

/** Answers the id of the record that the end of the press names. */
async function recordBegun(
  needs: StepNeeds,
  together: Together,
  { given, ...press }: Press & { given: Readonly<Record<string, string>> },
): Promise<string> {
  const entries = together.entries.map(({ entryId, revision }) => `${entryId}@${revision}`).join(' ');
  const facts = { digest: press.digest, entries, ...given };
  const { id } = await needs.database.transaction((tx) =>
    recordEvidence(tx, { ...pressed(needs, together, press), outcome: { result: 'done' }, phase: 'begun', facts }),
  );
  return id;
}

async function recordEnded(
  needs: StepNeeds,
  together: Together,
  { begun, answer, ...press }: Press & { begun: string; answer: BulkAnswer },
): Promise<void> {
  const facts = {
    digest: press.digest,
    done: answer.done,
    refused: answer.refused,
    entries: answer.results.map(({ entryId, outcome }) => `${entryId} ${outcome}`).join(' '),
  };
  await needs.database.transaction((tx) =>
    recordEvidence(tx, { ...pressed(needs, together, press), outcome: { result: 'done' }, phase: 'ended', begun, facts }),
  );
}

/** Publishes several entries (809-16): each only where this person has opened it since it last changed, so that nothing is approved unread. */
export async function publishEntries(needs: ForceNeeds, together: Together): Promise<BulkAnswer> {
  const { actor, entries, opinion } = together;
  const one = async (command: EntryCommand): Promise<unknown> => {
    const seen = await visibleFile(needs.database.reader, command);
    if (isRefusal(seen)) return seen;
    const opening = { entryId: command.entryId, personId: actor.id, revision: Number(command.ifMatch) };
    if (!(await hasOpened(needs.database.reader, opening))) return refuse('catalog.bulk.not-opened');
    return publishEntry(needs, { ...command, opinion });
  };
  return each(needs, together, { action: 'catalog.publish-entries', digest: digestOf(entries, { opinion }), one });
}

/** Hands several drafts to the department's reviewers, who read each (809-13): what is incomplete stays a draft, and its row says so. */
export async function submitEntries(needs: ComparingNeeds, together: Together): Promise<BulkAnswer> {
  const { entries, opinion } = together;
  const one = (command: EntryCommand) => submitEntry(needs, { ...command, note: opinion });
  return each(needs, together, { action: 'catalog.submit-entries', digest: digestOf(entries, { opinion }), one });
}

/** Takes several revisions back for one reason; whoever reviewed or signed one of them is told of it. */
export async function withdrawEntries(needs: StepNeeds, together: Together): Promise<BulkAnswer> {
  const { entries, opinion } = together;
  const one = (command: EntryCommand) => withdrawRevision(needs, { ...command, reason: opinion });
  return each(needs, together, { action: 'catalog.withdraw-entries', digest: digestOf(entries, { opinion }), one });
}

/** Sends several revisions back with one opinion: from review, from signature, or from the authority. */
export async function returnEntries(needs: StepNeeds, together: Together): Promise<BulkAnswer> {
  const { entries, opinion } = together;
  const one = (command: EntryCommand) => returnEntry(needs, { ...command, opinion });
  return each(needs, together, { action: 'catalog.return-entries', digest: digestOf(entries, { opinion }), one });
}

/**
 * Puts several published entries into the 共享目录 on one promise (91-4.3). The second factor is asked once for the press; its code counts once, and the
 * evidence binds it to exactly these entries at these revision numbers under this promise.
 */
export async function listTogether(
  needs: ListingNeeds & Pick<Needs, 'keys'>,
  { promise, secondFactor, ...together }: Together & { readonly promise: Promised | null; readonly secondFactor: string },
): Promise<BulkAnswer | Refusal> {
  const { actor, entries, opinion } = together;
  const unfit = refuseUnfitPromise(needs, promise);
  if (unfit) return unfit;
  const confirmed = await confirmSecondFactor(needs, actor, secondFactor);
  if (isRefusal(confirmed)) return confirmed;
  const terms = { opinion, dueOn: promise?.dueOn ?? null, mode: promise?.mode ?? null, responsible: promise?.responsible ?? null };
  const digest = digestOf(entries, terms);
  const one = (command: EntryCommand) => listConfirmed(needs, { ...command, promise, opinion, batch: digest });
  return each(needs, together, { action: 'catalog.list-entries-together', digest, one });
}

/** Asks departments to claim several imported entries (91-3.2): each entry its own department, and the evidence of the press names which. */
export async function assignEntries(
  needs: StepNeeds,
  { entries, ...together }: Omit<Together, 'entries'> & { readonly entries: readonly AssignRef[] },
): Promise<BulkAnswer> {
  const departments = new Map(entries.map(({ entryId, organisationId }) => [entryId, organisationId]));
  const terms = Object.fromEntries(departments);
  const one = async ({ actor, entryId, ifMatch, origin }: EntryCommand) => {
    const organisationId = departments.get(entryId) ?? '';
    return assignClaim(needs, {
      actor,
      entryId,
      origin,
      organisationId,
      reason: together.opinion,
      ...(ifMatch === null ? {} : { ifMatch }),
    });
  };
  const given = { departments: entries.map(({ entryId, organisationId }) => `${entryId} ${organisationId}`).join(' ') };
  const digest = digestOf(entries, { opinion: together.opinion, ...terms });
  return each(needs, { ...together, entries }, { action: 'catalog.assign-entries', digest, given, one });
}
