import { findReport } from '../listing/freshness-store.ts';
import { recordBatch, type EvidenceDraft } from '#modules/audit/append';
import { organisationById, type Actor } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { dayIn } from '@karez/kit/clock';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import type { FieldChange } from '../entry/changes.ts';
import { assignmentViews } from '../claim/assignment-view.ts';
import { claimFactsOf } from '../claim/claim-facts.ts';
import { claimActions } from '../claim/claim-policy.ts';
import { currentConsent, defaultConsentQuota } from '../consent/consent-store.ts';
import { followReassessments } from '../denial/follow-reassessment.ts';
import { rulingsOf } from '../denial/ruling-store.ts';
import { entryNames, importedFacts, saveEntry } from '../entry/entry-store.ts';
import { isMoving, type Entry } from '../entry/entry.ts';
import { entryView } from '../entry/entry-view.ts';
import { insertHistory } from '../entry/history-store.ts';
import { searchDocumentOf, type EntryFile } from '../search/search-document.ts';
import { saveSearchDocuments } from '../search/search-store.ts';
import { fold } from '../search/search-text.ts';
import { openTransferOf } from '../transfer/transfer-store.ts';
import { isQuiet } from '../transfer/transfer.ts';
import { countUses, usesBehind } from '../use/use-store.ts';
import { citingEntries } from '../source/source-store.ts';

export type StepNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;

/** What telling of a step takes. */
type TellNeeds = Pick<StepNeeds, 'clock' | 'newId'>;

/** One step taken on an entry, as history and evidence tell it. */
export type Step = {
  readonly actor: Actor;
  /** null: the platform acts by itself. */
  readonly origin: string | null;
  /** Route id: `catalog.sign-entry`. */
  readonly action: string;
  /** Word of the history: `catalog.history.<word>`. */
  readonly word: string;
  /** Role in which the step was taken. */
  readonly role: string;
  readonly opinion: string | null;
  readonly changes: readonly FieldChange[];
  readonly facts?: EvidenceDraft['facts'];
  /** Bytes that the evidence commits to, salted: the content that was signed or published. */
  readonly payload?: Uint8Array;
};

/** The entry one revision number further. */
export function risen(entry: Entry): Entry {
  return { ...entry, revision: entry.revision + 1 };
}

/** The day in the region's zone. */
export function todayOf({ clock, config }: Pick<Needs, 'clock' | 'config'>): string {
  return dayIn(config.KAREZ_TIME_ZONE, clock.now());
}

/** Stores the entry and everything that follows from a step in the same transaction: search document, history line, evidence. */
export async function recordStep(tx: Transaction, needs: TellNeeds, { file, step }: { file: EntryFile; step: Step }): Promise<void> {
  await saveEntry(tx, file.entry, fold((file.live ?? file.working)?.content.name ?? ''));
  await saveSearchDocuments(tx, [searchDocumentOf(file)]);
  await tellStep(tx, needs, { file, step });
  await followReassessments(tx, needs, { entryIds: [file.entry.id], by: step.actor.id });
}

/** History line and evidence of a step, for an entry that is stored already. */
export async function tellStep(tx: Transaction, needs: TellNeeds, { file, step }: { file: EntryFile; step: Step }): Promise<void> {
  await tellSteps(tx, needs, { actor: step.actor, told: [{ file, step }] });
}

/** The same for steps that one actor takes on many entries together. */
export async function tellSteps(
  tx: Transaction,
  { clock, newId }: TellNeeds,
  { actor, told }: { actor: Actor; told: readonly { readonly file: EntryFile; readonly step: Omit<Step, 'actor'> }[] },
): Promise<void> {
  const at = clock.now();
  const organisation = actor.orgId === null ? undefined : await organisationById(tx, actor.orgId);
  const steps = told.map((each) => ({ ...each, revisionNo: (each.file.working ?? each.file.live)?.no ?? 0 }));
  const lines = steps.map(({ file, step, revisionNo }) => ({
    id: newId(),
    entryId: file.entry.id,
    revisionNo,
    at,
    action: step.word,
    actorId: actor.id,
    organisationName: organisation?.name ?? '',
    role: step.role,
    opinion: step.opinion,
    changes: step.changes,
  }));
  await insertHistory(tx, lines);
  const drafts = steps.map(({ file, step, revisionNo }): EvidenceDraft => ({
    at,
    actor: actedBy(actor),
    action: step.action,
    outcome: { result: 'done' },
    object: { kind: 'catalog.entry', id: file.entry.id, revision: file.entry.revision },
    origin: step.origin,
    payload: step.payload ?? null,
    facts: { revisionNo, ...step.facts },
  }));
  await recordBatch(tx, drafts);
}

/** Entries that are named of those whose data come from an entry; there may be thousands, and their number is told. */
const CITING_SHOWN_MAX = 50;
/** Uses that stand beside an entry; the others are asked for page by page. */
const USES_SHOWN_MAX = 20;

async function successorNameOf(reader: Reader, { status }: EntryFile): Promise<string | null> {
  const successorId = status?.successorId ?? null;
  return successorId === null ? null : ((await entryNames(reader, [successorId])).get(successorId) ?? null);
}

/** The entry as the actor sees it now. */
export async function answerFor(
  reader: Reader,
  needs: Pick<Needs, 'clock' | 'config'>,
  { actor, file }: { actor: Actor; file: EntryFile },
): Promise<EntryAnswer> {
  const { id } = file.entry;
  const claiming = await claimFactsOf(reader, actor, file);
  return entryView(actor, {
    file,
    consent: (await currentConsent(reader, id)) ?? null,
    consentQuota: await defaultConsentQuota(reader),
    uses: { ...(await countUses(reader, id)), first: await usesBehind(reader, id, { after: null, limit: USES_SHOWN_MAX }) },
    citing: await citingEntries(reader, id, CITING_SHOWN_MAX),
    imported: await importedFacts(reader, id),
    transfer: isMoving(file.entry) || isQuiet(file.entry) ? ((await openTransferOf(reader, id)) ?? null) : null,
    claiming: claimActions(actor, file, claiming),
    claimAssignments: await assignmentViews(reader, { actor, file, facts: claiming }),
    successorName: await successorNameOf(reader, file),
    today: todayOf(needs),
    zone: needs.config.KAREZ_TIME_ZONE,
    now: needs.clock.now(),
    report: await findReport(reader, id),
    rulings: await rulingsOf(reader, id),
  });
}
