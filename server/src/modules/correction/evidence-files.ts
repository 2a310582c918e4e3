import { randomBytes } from 'node:crypto';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { Download } from '@karez/contract/route';
import { envelopeKeyLength } from '@karez/kit/crypto/envelope';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { keysFrom } from '#platform/keys';
import type { Needs } from '#platform/needs';
import { PAPER_BYTES_MAX, paperTypeOf } from '#platform/paper-type';
import { personalValueIn } from './correction-content.ts';
import { everAttached, takeFileOff, filesOf, insertFile, saveCorrectionRecord, type CorrectionRecord } from './correction-store.ts';
import {
  lockedFor,
  noteStep,
  type CorrectionCommand,
  type CorrectionDone,
  type CorrectionReading,
  type CorrectionStepDone,
} from './correction-step.ts';
import { openedFor } from './particulars.ts';

/** Papers that a report has at most. */
const FILES_MAX = 10;
/** Papers, and their size together, that are ever attached to a report, those that are taken off included: none of them leaves the file store. */
const LIFE_FILES_MAX = 30;
const LIFE_MEGABYTES_MAX = 300;

type FileNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'files' | 'keys'>;
export type AttachEvidence = CorrectionCommand & {
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly file: { readonly fileName: string; readonly bytes: Buffer } | undefined;
};

/** Attaches a paper to a draft. Judged by its own bytes, not by what a browser claims; kept sealed, for it may show whose record it is. */
export async function attachEvidence(needs: FileNeeds, command: AttachEvidence): Promise<CorrectionDone | Refusal> {
  const { actor, correctionId, file, secrecyDeclaration } = command;
  if (secrecyDeclaration !== 'not-secret') return refuse('correction.secret', { declared: secrecyDeclaration });
  if (!file || file.bytes.length === 0) return refuse('correction.file-empty');
  if (file.bytes.length > PAPER_BYTES_MAX) return refuse('correction.file-too-large', { bytesMax: PAPER_BYTES_MAX });
  const personal = personalValueIn([['file', file.fileName]]);
  if (personal) return personal;
  const mediaType = paperTypeOf(file.fileName, file.bytes);
  if (mediaType === undefined) return refuse('correction.file-type');
  return needs.database.transaction(async (tx) => {
    const request = await lockedFor(tx, command, 'save');
    if (isRefusal(request)) return request;
    const full = await fullFor(tx, correctionId, file.bytes.length);
    if (full) return full;
    const id = needs.newId();
    // A key of its own, so that the paper is gone for good, from backups too, when the key is dropped.
    const ownKey = randomBytes(envelopeKeyLength);
    const sealedKey = needs.keys.encrypt(purposeOf(id), ownKey);
    // On disk before the row that names it: a crash in between leaves a file that nothing opens, never a name without one.
    const reference = await needs.files.put(keysFrom(ownKey).encrypt(purposeOf(id), file.bytes));
    const at = needs.clock.now();
    const { fileName, bytes } = file;
    await insertFile(tx, correctionId, {
      id,
      fileName,
      mediaType,
      bytes: bytes.length,
      reference,
      sealedKey,
      attachedBy: actor.id,
      attachedAt: at,
    });
    await note(tx, request, { ...command, at, action: 'correction.attach-evidence', word: 'attached', digest: reference });
    return { correctionId };
  });
}

/** The limit that another paper of so many bytes would pass; null where it fits. */
async function fullFor(tx: Transaction, correctionId: string, bytes: number): Promise<Refusal | null> {
  if ((await filesOf(tx, correctionId)).length >= FILES_MAX) return refuse('correction.file-count', { filesMax: FILES_MAX });
  const ever = await everAttached(tx, correctionId);
  const fits = ever.files < LIFE_FILES_MAX && ever.bytes + bytes <= LIFE_MEGABYTES_MAX * 1024 * 1024;
  return fits ? null : refuse('correction.file-life', { filesMax: LIFE_FILES_MAX, megabytesMax: LIFE_MEGABYTES_MAX });
}

const purposeOf = (fileId: string) => `correction.evidence-file/${fileId}`;

type Noting = CorrectionReading & Pick<CorrectionStepDone, 'action' | 'word' | 'digest'> & { readonly at: Date };

async function note(tx: Transaction, request: CorrectionRecord, { actor, origin, at, action, word, digest }: Noting): Promise<void> {
  const changed = { ...request, revision: request.revision + 1 };
  await saveCorrectionRecord(tx, changed);
  const signed = digest === undefined ? {} : { digest };
  await noteStep(tx, { request: changed, actor, action, word, role: 'APPLICANT', opinion: null, origin, ...signed }, at);
}

export type OneFile = CorrectionCommand & { readonly fileId: string };
export type OneReading = CorrectionReading & { readonly fileId: string };

/** Takes a paper off a draft. */
export async function removeEvidence(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  command: OneFile,
): Promise<CorrectionDone | Refusal> {
  const { correctionId, fileId } = command;
  return database.transaction(async (tx) => {
    const request = await lockedFor(tx, command, 'save');
    if (isRefusal(request)) return request;
    if (!(await takeFileOff(tx, correctionId, fileId))) return refuse('correction.file-not-found');
    await note(tx, request, { ...command, at: clock.now(), action: 'correction.remove-evidence', word: 'removed' });
    return { correctionId };
  });
}

/** A paper, opened for who may open the values of the records; the opening is evidence. */
export async function downloadEvidence(
  needs: Pick<Needs, 'database' | 'clock' | 'files' | 'keys'>,
  command: OneReading,
): Promise<Download | Refusal> {
  const found = await needs.database.transaction(async (tx) => {
    const request = await openedFor(tx, needs, { ...command, action: 'correction.download-evidence' });
    if (isRefusal(request)) return request;
    return (await filesOf(tx, request.id)).find(({ id }) => id === command.fileId) ?? refuse('correction.file-not-found');
  });
  if (isRefusal(found)) return found;
  const sealed = await needs.files.get(found.reference);
  if (!sealed) throw new Error(`the file ${found.id} of correction ${command.correctionId} is gone from the file store`);
  const ownKey = needs.keys.decrypt(purposeOf(found.id), found.sealedKey);
  return { fileName: found.fileName, contentType: found.mediaType, content: keysFrom(ownKey).decrypt(purposeOf(found.id), sealed) };
}
