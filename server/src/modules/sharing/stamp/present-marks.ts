import type { AgreementMarks } from '@karez/contract/sharing/unit-key-schemas';
import type { Application } from '@karez/contract/sharing/schemas';
import { allowedOf, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Agreement } from '../agreement.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { isOtherHand, signingSide, storingSide } from './mark-agreement.ts';
import { keySignaturesOf, stampedCopiesOf, type KeySignatureRecord } from './stamp-store.ts';
import { STAMPED_COPIES_MAX } from './stamped-copy.ts';
import { fingerprintOf } from './unit-key.ts';

/** What stands beside the platform's evidence on the agreement, and what the reader may add. */
export async function presentMarks(
  reader: Reader,
  { application, agreement, actor }: { application: ApplicationRecord; agreement: Agreement | undefined; actor: Actor },
): Promise<{ agreementMarks: AgreementMarks; allowed: Application['allowed'] }> {
  if (!agreement) return { agreementMarks: { keySignatures: [], stampedCopies: [] }, allowed: {} };
  const signatures = await keySignaturesOf(reader, agreement.id);
  const copies = await stampedCopiesOf(reader, agreement.id);
  const [signing, storing] = [signingSide(actor, application), storingSide(actor, application)];
  const ownCopies = copies.filter(({ side }) => side === storing).length;
  return {
    agreementMarks: {
      keySignatures: signatures.map(({ side, publicKey, signedAt, evidenceId, ...key }) => ({
        side,
        fingerprint: fingerprintOf(publicKey),
        at: signedAt.toISOString(),
        evidenceId,
        keyEnded: keyEnd(key),
      })),
      stampedCopies: copies.map(({ id, side, kind, fileName, mediaType, bytes, scanDigest, storedAt }) => ({
        id,
        side,
        kind,
        fileName,
        mediaType,
        bytes,
        digest: scanDigest,
        storedAt: storedAt.toISOString(),
      })),
    },
    allowed: allowedOf({
      ...(signing && !signatures.some(({ side }) => side === signing) && !isOtherHand(actor, signing, { application, signatures })
        ? { 'sign-with-key': true as const }
        : {}),
      ...(storing && ownCopies < STAMPED_COPIES_MAX ? { 'store-stamped-copy': true as const } : {}),
    }),
  };
}

/** What became of a key after it signed; null while it is in force. Whether a revoked key's signature holds is not for the platform to say. */
function keyEnd({
  keyState,
  keyEndedAt,
}: Pick<KeySignatureRecord, 'keyState' | 'keyEndedAt'>): AgreementMarks['keySignatures'][number]['keyEnded'] {
  if (keyEndedAt === null || (keyState !== 'replaced' && keyState !== 'revoked')) return null;
  return { state: keyState, at: keyEndedAt.toISOString() };
}
