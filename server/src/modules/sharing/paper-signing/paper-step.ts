import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { closeTodo, notify, openTodo } from '#modules/desk';
import { organisationById, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { findApplication, lockApplication, saveApplicationRecord, type ApplicationRecord } from '../application-store.ts';
import { openClock, supplementClock } from '../case-clock.ts';
import { entryNameOf } from '../entry-name.ts';
import { lockEntryOf } from '../requestable-entry.ts';
import type { RequestableEntry } from '../requestable.ts';
import { maySignOnPaper } from './paper-permission-store.ts';
import { departmentOn } from './paper-policy.ts';
import { papersOf } from './paper-signature-store.ts';
import { dueOnPaper, sideOf, type PaperAct, type PaperSignatureRecord } from './paper-signature.ts';

export type PaperNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type PaperDone = { readonly applicationId: string };
/** What every step on a sheet is asked with. */
export type PaperCommand = {
  readonly actor: Actor;
  readonly applicationId: string;
  /** Number of the revision that the caller read. */
  readonly ifMatch: string | null;
  readonly origin: string;
};

/** The application where the caller may see it and has read it as it is now. */
export function readAsIs(application: ApplicationRecord | undefined, { actor, ifMatch }: PaperCommand): ApplicationRecord | Refusal {
  if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
  if (ifMatch === null) return refuse('request.etag-missing');
  return ifMatch === String(application.revision) ? application : refuse('sharing.application.stale', { revision: application.revision });
}

/** Whether the department whose signature is due may give it on paper today. */
export async function isPaperAllowed(reader: Reader, application: ApplicationRecord, today: string): Promise<boolean> {
  const due = dueOnPaper(application);
  return due !== undefined && maySignOnPaper(reader, departmentOn(due.side, application), today);
}

/** A sheet with its application, where the caller may see both and has read them as they are now. */
export async function paperAsIs(
  reader: Reader,
  command: PaperCommand & { readonly paperId: string },
  application: ApplicationRecord | undefined,
): Promise<{ application: ApplicationRecord; paper: PaperSignatureRecord } | Refusal> {
  const read = readAsIs(application, command);
  if (isRefusal(read)) return read;
  const paper = (await papersOf(reader, read.id)).find(({ id }) => id === command.paperId);
  if (!paper || (paper.organisationId !== command.actor.orgId && paper.state !== 'confirmed'))
    return refuse('sharing.paper-signature.not-found');
  return { application: read, paper };
}

/** The same without locks, before a code of the second factor is taken. */
export async function readPaper(needs: PaperNeeds, command: PaperCommand & { readonly paperId: string }) {
  const { reader } = needs.database;
  return paperAsIs(reader, command, await findApplication(reader, command.applicationId));
}

export type LockedCase = { readonly application: ApplicationRecord; readonly entry: RequestableEntry | Refusal; readonly today: string };

/** The entry, then the application, locked in the order of every signature. */
export async function lockCase(
  tx: Transaction,
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  command: PaperCommand,
): Promise<LockedCase | Refusal> {
  const { applicationId } = command;
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  const before = await findApplication(tx, applicationId);
  const standing = before?.state === 'awaiting-consent-out' ? 'going-out' : 'received';
  const entry = await lockEntryOf(tx, { applicationId, today, standing });
  const application = readAsIs(await lockApplication(tx, applicationId), command);
  if (isRefusal(application)) return application;
  if (entry === undefined) return refuse('sharing.application.not-found');
  // Another department has taken the entry over a moment ago, and is about to be handed the application.
  const isMoving = application.submittedAt !== null && !isRefusal(entry) && entry.provider.id !== application.providerOrgId;
  return isMoving ? refuse('sharing.application.not-own') : { application, entry, today };
}

const suffix = (act: PaperAct) => (sideOf(act) === 'requester' ? 'out' : 'in');

type Noted = PaperCommand & {
  readonly action: string;
  readonly word: 'paper-entered' | 'paper-returned' | 'paper-withdrawn';
  readonly role: string;
  readonly words: string | null;
};

/** Into the application's history and the evidence: which sheet, and the digests of sheet and scan; nothing of what is written on it. */
export async function notePaper(
  tx: Transaction,
  { application, paper }: { readonly application: ApplicationRecord; readonly paper: PaperSignatureRecord },
  { actor, origin, action, word, role, words, at }: Noted & { readonly at: Date },
): Promise<void> {
  const changed = { ...application, revision: application.revision + 1 };
  await saveApplicationRecord(tx, changed);
  await recordApplicationStep(tx, {
    application: changed,
    actor,
    action,
    word: `${word}-${suffix(paper.act)}`,
    role,
    opinion: words,
    at,
    origin,
    facts: { paper: paper.id, sheet: paper.sheetDigest, scan: paper.scanDigest },
  });
}

/** Whom a sheet waits for: a second officer, or the head of the office. */
const judges = { out: ['sharing.apply', 'sharing.consent-out'], in: ['sharing.handle', 'sharing.consent-in'] } as const;
const keyOf = (paperId: string, power: string) => `sharing.confirm-paper:${paperId}:${power}`;

/** Tells the department that a sheet waits for its second officer. */
export async function askSecondOfficer(
  tx: Transaction,
  { application, paper }: { readonly application: ApplicationRecord; readonly paper: PaperSignatureRecord },
  { at, newId }: { readonly at: Date } & Pick<Needs, 'newId'>,
): Promise<void> {
  const requester = await organisationById(tx, application.requesterOrgId);
  const params = { entry: await entryNameOf(tx, application.entryId), requester: requester?.name ?? '', no: application.no ?? '' };
  const clock =
    paper.act === 'consent-supplement' ? await supplementClock(tx, application.id, at) : await openClock(tx, application.id, at);
  for (const power of judges[suffix(paper.act)])
    await openTodo(tx, {
      id: newId(),
      key: keyOf(paper.id, power),
      for: { kind: 'organisation', orgId: paper.organisationId, power },
      subject: { module: 'sharing', kind: 'sharing.application', id: application.id },
      title: { key: 'sharing.todo.confirm-paper', params },
      link: `/sharing/applications/${application.id}`,
      dueAt: clock?.dueAt ?? null,
      at,
      heldBy: null,
    });
}

/** Tells the department's handlers that its second officer has sent a sheet back; the reason stands in the case. */
export async function tellReturned(
  tx: Transaction,
  { application, paper }: { readonly application: ApplicationRecord; readonly paper: PaperSignatureRecord },
  { at, newId }: { readonly at: Date } & Pick<Needs, 'newId'>,
): Promise<void> {
  await notify(tx, {
    id: newId(),
    key: `sharing.paper-returned:${paper.id}`,
    for: { kind: 'organisation', orgId: paper.organisationId, power: judges[suffix(paper.act)][0] },
    subject: { module: 'sharing', kind: 'sharing.application', id: application.id },
    title: { key: 'sharing.notice.paper-returned', params: { entry: await entryNameOf(tx, application.entryId), docNo: paper.docNo } },
    link: `/sharing/applications/${application.id}`,
    at,
  });
}

/** Nobody waits for the second officer any more. */
export async function dropSecondOfficer(
  tx: Transaction,
  paper: PaperSignatureRecord,
  closed: { readonly by: string | null; readonly at: Date },
): Promise<void> {
  for (const power of judges[suffix(paper.act)]) await closeTodo(tx, keyOf(paper.id, power), closed);
}
