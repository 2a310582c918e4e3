import type { Letter } from '@karez/contract/sharing/letter-schemas';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { submissionsOf } from '../supplement/supplement-store.ts';
import { lettersOf } from './letter-store.ts';

/** The letters of the application as its reader sees it: the requester those that stand now, everybody else those that were signed last. */
export async function presentLetters(reader: Reader, application: ApplicationRecord, { orgId }: Actor): Promise<Letter[]> {
  const letters = await lettersOf(reader, application.id);
  const isOwn = orgId === application.requesterOrgId;
  const signed = isOwn ? [] : ((await submissionsOf(reader, application.id)).at(-1)?.letters ?? []).map(({ id }) => id);
  const shown = letters.filter(({ id, removedAt }) => (isOwn ? removedAt === null : signed.includes(id)));
  return shown.map(({ id, docNo, datedOn, fileName, mediaType, bytes, scanDigest }) => ({
    id,
    docNo,
    datedOn,
    fileName,
    mediaType,
    bytes,
    digest: scanDigest,
  }));
}
