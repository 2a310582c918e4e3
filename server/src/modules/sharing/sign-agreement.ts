import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { organisationById } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { delegateOf } from '#platform/caller';
import { signedFor } from './sign-application.ts';
import { insertAgreement } from './agreement-store.ts';
import { digestOf, termsOf, type Agreement, type AgreementTerms, type Signature } from './agreement.ts';
import type { Agreeing } from './agree-and-grant.ts';
import { recordApplicationStep } from './application-step.ts';
import { nextNumber } from './application-store.ts';
import { paperAction, paperFacts, paperOf } from './paper-signing/paper-signature.ts';

/** Makes the agreement of the terms, and the provider's signature under them: its reply is its signature (design.md §8). */
export async function signAgreement(
  tx: Transaction,
  { clock, newId, config }: Pick<Needs, 'clock' | 'newId' | 'config'>,
  agreeing: Agreeing,
): Promise<Agreement> {
  const { application, requesterSignature } = agreeing;
  const at = clock.now();
  const terms = await termsFor(tx, agreeing);
  const digest = digestOf(terms);
  const agreement: Agreement = {
    id: newId(),
    no: await nextNumber(tx, `XY-${application.providerRegionCode}`, dayIn(config.KAREZ_TIME_ZONE, at)),
    applicationId: application.id,
    terms,
    digest,
    requesterSignature,
    providerSignature: await providerSignature(tx, agreeing, { digest, at }),
  };
  await insertAgreement(tx, agreement, at);
  return agreement;
}

/** Chinese is the language of record: an agreement's own words come from the Chinese messages. */
export async function termsFor(
  reader: Reader,
  { application, entry, reply, requesterSignature }: Pick<Agreeing, 'application' | 'entry' | 'reply' | 'requesterSignature'>,
): Promise<AgreementTerms> {
  const words = wordsIn('zh');
  const requester = await organisationById(reader, application.requesterOrgId);
  return termsOf(application, {
    entry,
    requester: { name: requesterSignature.organisationName, uscc: requester?.uscc ?? '' },
    reply,
    words: {
      purpose: words.text(`sharing.purpose.${application.content.usePurpose ?? ''}`),
      mode: words.text('sharing.mode.api'),
      disposal: words.text('sharing.agreement.disposal'),
    },
  });
}

async function providerSignature(tx: Transaction, agreeing: Agreeing, { digest, at }: { digest: string; at: Date }): Promise<Signature> {
  const { application, entry, reply, actor, origin, onPaper } = agreeing;
  const { method, ...act } = actOf(agreeing);
  const opinion = reply.opinion === '' ? null : reply.opinion;
  const evidenceId = await recordApplicationStep(tx, {
    application,
    actor,
    ...act,
    opinion,
    at,
    origin,
    digest,
    ...(reply.standingConsent === null ? {} : { consentId: reply.standingConsent.id }),
    ...(onPaper ? { facts: paperFacts(onPaper, 'provider') } : {}),
  });
  return {
    organisationId: entry.provider.id,
    organisationName: entry.provider.name,
    role: onPaper?.signerRole ?? 'OFFICE_HEAD',
    at: at.toISOString(),
    digest,
    method,
    evidenceId,
    ...signedFor(onPaper ? null : delegateOf(actor)),
    ...(onPaper ? { paper: paperOf(onPaper) } : {}),
  };
}

/** By which act the provider signs: in advance, on paper, or by its head in person. */
function actOf({ reply, onPaper }: Agreeing): { action: string; word: string; role: string; method: Signature['method'] } {
  const action = 'sharing.consent-in';
  if (reply.standingConsent !== null) return { action, word: 'agreed-by-standing-consent', role: 'SYSTEM', method: 'standing-consent' };
  if (onPaper) return { action: paperAction, word: 'signed-in-on-paper', role: onPaper.signerRole, method: 'paper' };
  return { action, word: 'signed-in', role: 'OFFICE_HEAD', method: 'platform-evidence' };
}
