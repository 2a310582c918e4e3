import { agreementSchema } from '@karez/contract/sharing/schemas';
import type { Reader, Transaction } from '#platform/database';
import type { Agreement } from './agreement.ts';
import type { SharingTables } from './tables.ts';

export async function insertAgreement(tx: Transaction, agreement: Agreement, madeAt: Date): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.agreement')
    .values({
      id: agreement.id,
      no: agreement.no,
      application_id: agreement.applicationId,
      terms: JSON.stringify(agreement.terms),
      digest: agreement.digest,
      requester_signature: JSON.stringify(agreement.requesterSignature),
      provider_signature: JSON.stringify(agreement.providerSignature),
      made_at: madeAt,
    })
    .execute();
}

export async function agreementOf(reader: Reader, applicationId: string): Promise<Agreement | undefined> {
  const row = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.agreement')
    .selectAll()
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return undefined;
  return agreementSchema.parse({
    id: row.id,
    no: row.no,
    applicationId: row.application_id,
    terms: row.terms,
    digest: row.digest,
    requesterSignature: row.requester_signature,
    providerSignature: row.provider_signature,
  });
}
