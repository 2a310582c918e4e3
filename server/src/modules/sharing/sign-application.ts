import { organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { delegateOf, type Delegate } from '#platform/caller';
import { digestOf, type Signature } from './agreement.ts';
import { recordApplicationStep } from './application-step.ts';
import type { ApplicationRecord } from './application-store.ts';
import { lettersOf, noteLettersSigned } from './letter/letter-store.ts';
import { lettersToSign, type SignedLetter } from './letter/letter.ts';
import { paperAction, paperFacts, paperOf, type OnPaper } from './paper-signing/paper-signature.ts';
import type { RequestableEntry } from './requestable.ts';
import { insertSubmission } from './supplement/supplement-store.ts';

export type SigningOut = {
  readonly application: ApplicationRecord;
  readonly entry: RequestableEntry;
  readonly actor: Actor;
  readonly decision: { readonly opinion: string };
  readonly origin: string;
  readonly at: Date;
  /** Key of the history's words. */
  readonly word: 'consented-out' | 'supplement-signed';
  /** Where the head has signed on paper and two officers have entered it. */
  readonly onPaper?: OnPaper | undefined;
};

/** What the requester's head signs: the application with its number, the version of the entry that it asks for, and the letters with their digests. */
export function signedOut(
  { id, no, content }: Pick<ApplicationRecord, 'id' | 'no' | 'content'>,
  { code, version }: Pick<RequestableEntry, 'code' | 'version'>,
  letters: readonly SignedLetter[],
) {
  // An application without letters is the text that it was before there were any.
  return { application: id, no, entry: code, version, content, ...(letters.length === 0 ? {} : { letters }) };
}

/** 代: who signed for the head; nothing where the head signed. */
export const signedFor = (delegate: Delegate | null): Pick<Signature, 'delegate'> => (delegate === null ? {} : { delegate });

const actions = { 'consented-out': 'sharing.consent-out', 'supplement-signed': 'sharing.consent-supplement' } as const;

/**
 * The requester's head signs the application as it stands, with the version of the entry that it asks for (809-20). What was signed is kept as a
 * submission, which nobody changes any more.
 */
export async function signApplication(tx: Transaction, signing: SigningOut): Promise<Signature> {
  const { application, entry, actor, decision, origin, at, word, onPaper } = signing;
  const requester = await organisationById(tx, application.requesterOrgId);
  if (!requester) throw new Error(`organisation ${application.requesterOrgId} of an application is missing`);
  const letters = lettersToSign(await lettersOf(tx, application.id));
  const digest = digestOf(signedOut(application, entry, letters));
  await noteLettersSigned(tx, application.id);
  await insertSubmission(tx, application.id, { content: application.content, letters, digest, signedBy: actor.id, signedAt: at });
  const role = onPaper?.signerRole ?? 'OFFICE_HEAD';
  const act = onPaper
    ? { action: paperAction, word: `${word}-on-paper`, facts: paperFacts(onPaper, 'requester') }
    : { action: actions[word], word };
  const evidenceId = await recordApplicationStep(tx, { application, actor, ...act, role, opinion: decision.opinion, at, origin, digest });
  return {
    organisationId: requester.id,
    organisationName: requester.name,
    role,
    at: at.toISOString(),
    digest,
    method: onPaper ? 'paper' : 'platform-evidence',
    evidenceId,
    ...signedFor(onPaper ? null : delegateOf(actor)),
    ...(onPaper ? { paper: paperOf(onPaper) } : {}),
  };
}
