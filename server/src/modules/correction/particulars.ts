import { actedBy } from '#platform/caller';
import { disputedRecordSchema, type DisputedRecord } from '@karez/contract/correction/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { z } from 'zod';
import { recordEvidence } from '#modules/audit/append';
import type { Transaction } from '#platform/database';
import type { Keys } from '#platform/keys';
import type { Needs } from '#platform/needs';
import { mayOpenParticulars, maySeeCorrection } from './correction-policy.ts';
import { findCorrection, lockCorrection, type CorrectionRecord } from './correction-store.ts';
import type { CorrectionReading, SigningNeeds } from './correction-step.ts';

const purposeOf = (correctionId: string) => `correction.particulars/${correctionId}`;

/** Whose records they are is nobody's but the two sides': all but the requester's own references is sealed under the key-encryption key. */
export function sealParticulars(
  keys: Keys,
  correctionId: string,
  records: readonly DisputedRecord[],
): { references: string[]; particulars: Buffer | null } {
  const references = records.map(({ reference }) => reference);
  const hasValues = records.some(({ key, received, expected }) => `${key}${received}${expected}` !== '');
  const particulars = hasValues ? keys.encrypt(purposeOf(correctionId), Buffer.from(JSON.stringify(records), 'utf8')) : null;
  return { references, particulars };
}

/** Opens the values of the records; the opening itself is evidence, the values are not. */
export async function readParticulars(needs: SigningNeeds, command: CorrectionReading): Promise<{ records: DisputedRecord[] } | Refusal> {
  return needs.database.transaction(async (tx) => {
    const request = await openedFor(tx, needs, { ...command, action: 'correction.read-particulars' });
    if (isRefusal(request)) return request;
    if (request.particulars === null) return refuse('correction.particulars-erased');
    const opened = needs.keys.decrypt(purposeOf(request.id), request.particulars);
    return { records: z.array(disputedRecordSchema).parse(JSON.parse(opened.toString('utf8'))) };
  });
}

/** The report, locked, where the caller may open what is sealed of it now; records that it was opened. */
export async function openedFor(
  tx: Transaction,
  { clock }: Pick<Needs, 'clock'>,
  { actor, correctionId, origin, action }: CorrectionReading & { readonly action: string },
): Promise<CorrectionRecord | Refusal> {
  // Locked, so that it is not opened in the moment in which it ends and is erased.
  const seen = await findCorrection(tx, correctionId);
  if (!seen || !maySeeCorrection(actor, seen)) return refuse('correction.not-found');
  const request = (await lockCorrection(tx, correctionId)) ?? seen;
  const permitted = mayOpenParticulars(actor, request);
  if (isRefusal(permitted)) return permitted;
  await recordEvidence(tx, {
    at: clock.now(),
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'correction.request', id: request.id, revision: request.revision },
    origin,
    facts: { state: request.state, records: request.content.references.length },
  });
  return request;
}
