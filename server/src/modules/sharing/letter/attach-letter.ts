import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { Download } from '@karez/contract/route';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { actedBy } from '#platform/caller';
import { mayDo, maySee } from '../application-policy.ts';
import { findApplication, lockApplication, type ApplicationRecord } from '../application-store.ts';
import { fitScan, openScan, personalOf, sealScan, type UploadedScan } from '../paper-signing/sealed-scan.ts';
import { submissionsOf } from '../supplement/supplement-store.ts';
import { insertLetter, lettersOf, takeLetterOff } from './letter-store.ts';
import { LETTERS_MAX, LIFE_LETTERS_MAX, type LetterRecord } from './letter.ts';

export type LetterCommand = { readonly actor: Actor; readonly applicationId: string; readonly origin: string };
type LetterDone = { readonly applicationId: string };
export type AttachLetter = LetterCommand & {
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly docNo: string;
  readonly datedOn: string;
  readonly file: UploadedScan | undefined;
};

/** The requester attaches a 公函 while it writes. Judged by its own bytes, kept sealed; the application's revision stays, so that a form that saves itself goes on. */
export async function attachLetter(
  needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'files' | 'keys'>,
  command: AttachLetter,
): Promise<LetterDone | Refusal> {
  const { actor, applicationId, docNo, datedOn } = command;
  const fit = fitScan(command.file, command.secrecyDeclaration);
  if (isRefusal(fit)) return fit;
  const personal = personalOf({ docNo });
  if (personal) return personal;
  const at = needs.clock.now();
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, at);
  if (datedOn > today)
    return refuse('sharing.letter.day', { today }, [{ path: '/body/datedOn', code: 'sharing.letter-day', params: { today } }]);
  return needs.database.transaction(async (tx) => {
    const application = await written(tx, command);
    if (isRefusal(application)) return application;
    const letters = await lettersOf(tx, applicationId);
    const standing = letters.filter(({ removedAt }) => removedAt === null);
    if (standing.length >= LETTERS_MAX || letters.length >= LIFE_LETTERS_MAX)
      return refuse('sharing.letter.count', { lettersMax: LETTERS_MAX, lifeMax: LIFE_LETTERS_MAX });
    const id = needs.newId();
    const scan = await sealScan(needs, { kind: 'official-letter', id, ...fit });
    const letter = { ...scan, id, applicationId, docNo, datedOn, attachedBy: actor.id, attachedAt: at, removedAt: null, signed: false };
    await insertLetter(tx, letter);
    await noteLetter(tx, letter, { ...command, application, action: 'sharing.attach-letter', at });
    return { applicationId };
  });
}

/** The application, locked, where the caller may write it now. */
async function written(tx: Transaction, { actor, applicationId }: LetterCommand): Promise<ApplicationRecord | Refusal> {
  const application = await lockApplication(tx, applicationId);
  if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
  const permitted = mayDo(actor, 'save', application);
  return isRefusal(permitted) ? permitted : application;
}

export type OneLetter = LetterCommand & { readonly letterId: string };

/** The requester takes a letter off while it writes. */
export async function removeLetter(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  command: OneLetter,
): Promise<LetterDone | Refusal> {
  return database.transaction(async (tx) => {
    const application = await written(tx, command);
    if (isRefusal(application)) return application;
    const letters = await lettersOf(tx, application.id);
    const letter = letters.find(({ id, removedAt }) => id === command.letterId && removedAt === null);
    if (!letter) return refuse('sharing.letter.not-found');
    const at = clock.now();
    await takeLetterOff(tx, letter.id, at);
    await noteLetter(tx, letter, { ...command, application, action: 'sharing.remove-letter', at });
    return { applicationId: application.id };
  });
}

/** The scan of a letter for a reader who may see it; the opening is evidence, before its first byte leaves. */
export async function downloadLetter(
  needs: Pick<Needs, 'database' | 'clock' | 'files' | 'keys'>,
  command: OneLetter,
): Promise<Download | Refusal> {
  const { actor, applicationId, letterId } = command;
  const { reader } = needs.database;
  const application = await findApplication(reader, applicationId);
  if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
  const letter = (await lettersFor(reader, application, actor)).find(({ id }) => id === letterId);
  if (!letter) return refuse('sharing.letter.not-found');
  const { sealedKey, reference, fileName, mediaType } = letter;
  if (sealedKey === null) return refuse('sharing.scan.gone');
  const content = await openScan(needs, { kind: 'official-letter', id: letterId, reference, sealedKey });
  await needs.database.transaction((tx) =>
    noteLetter(tx, letter, { ...command, application, action: 'sharing.download-letter', at: needs.clock.now() }),
  );
  return { fileName, contentType: mediaType, content };
}

/** The letters that a reader of the application may see: the requester all, everybody else those that a head has signed with it. */
export async function lettersFor(reader: Reader, application: ApplicationRecord, actor: Actor): Promise<LetterRecord[]> {
  const letters = await lettersOf(reader, application.id);
  if (actor.orgId === application.requesterOrgId) return letters;
  const signed = new Set((await submissionsOf(reader, application.id)).flatMap((submission) => submission.letters.map(({ id }) => id)));
  return letters.filter(({ id }) => signed.has(id));
}

type Noted = LetterCommand & { readonly application: ApplicationRecord; readonly action: string; readonly at: Date };

async function noteLetter(
  tx: Transaction,
  { id, scanDigest }: LetterRecord,
  { actor, origin, application, action, at }: Noted,
): Promise<void> {
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.application', id: application.id, revision: application.revision },
    origin,
    facts: { letter: id, scan: scanDigest },
  });
}
