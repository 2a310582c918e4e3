import type { Proposal } from '@karez/contract/sharing/schemas';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import { digestOf, type AgreementTerms } from '../agreement.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { lettersOf } from '../letter/letter-store.ts';
import { lettersToSign } from '../letter/letter.ts';
import type { RequestableEntry } from '../requestable.ts';
import { termsFor } from '../sign-agreement.ts';
import { signedOut } from '../sign-application.ts';
import { agreedReplyTo } from '../standing-reply.ts';
import { dueOnPaper, type PaperAct, type PaperSide } from './paper-signature.ts';

/** What a head signs on a sheet: the text of the signature that is due, and for an agreeing reply the terms to print. */
export type SheetText = {
  readonly act: PaperAct;
  readonly side: PaperSide;
  /** SM3 of the text, hexadecimal. */
  readonly digest: string;
  readonly terms: AgreementTerms | null;
  /** What an agreeing reply decides besides its terms; null for every other sheet. */
  readonly beside: BesideTerms | null;
};

/** What the head decides that the terms of the agreement do not hold: how often may be asked, and which items are left out and why. */
export type BesideTerms = Pick<Proposal, 'quota' | 'leftOut'>;

/** Digest of what a sheet says besides the terms: the record of the signature bears it, so that the sheet can be checked offline. */
export const besideDigestOf = ({ quota, leftOut }: BesideTerms): string => digestOf({ quota, leftOut });

/**
 * The text that a sheet of the application bears as it stands now. A requester's application has no number before it is received: it is signed
 * without one. Undefined where no signature is due; refuses where the entry is not shared any more.
 */
export async function sheetTextOf(
  reader: Reader,
  application: ApplicationRecord,
  entry: RequestableEntry | Refusal,
): Promise<SheetText | Refusal | undefined> {
  const due = dueOnPaper(application);
  if (!due) return undefined;
  if (due.side === 'requester') {
    if (isRefusal(entry)) return entry;
    const letters = lettersToSign(await lettersOf(reader, application.id));
    return { ...due, digest: digestOf(signedOut(application, entry, letters)), terms: null, beside: null };
  }
  const { proposal } = application;
  if (!proposal) throw new Error(`application ${application.id} awaits consent without a proposal`);
  if (proposal.result === 'refuse') return { ...due, digest: digestOf(refusalText(application, proposal)), terms: null, beside: null };
  if (isRefusal(entry)) return entry;
  const { requesterSignature, content } = application;
  if (!requesterSignature) throw new Error(`application ${application.id} was received without a signature`);
  const terms = await termsFor(reader, { application, entry, reply: agreedReplyTo(proposal, content, ''), requesterSignature });
  const { quota, leftOut } = proposal;
  const beside = { quota, leftOut };
  return { ...due, digest: digestOf({ terms: digestOf(terms), beside: besideDigestOf(beside) }), terms, beside };
}

/** What a head signs who refuses. */
function refusalText({ id, no, entryVersion }: ApplicationRecord, { ground, basis, opinion }: Proposal) {
  return { application: id, no, version: entryVersion, refused: { ground, basis, opinion } };
}
