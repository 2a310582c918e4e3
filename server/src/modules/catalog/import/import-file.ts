import { randomBytes } from 'node:crypto';
import { envelopeKeyLength } from '@karez/kit/crypto/envelope';
import { keysFrom } from '#platform/keys';
import type { Needs } from '#platform/needs';
import type { ImportId, ImportJob } from './import-job.ts';

type FileNeeds = Pick<Needs, 'files' | 'keys'>;
const purposeOf = (id: ImportId): string => `catalog.import-file/${id}`;

/** Keeps an uploaded file sealed under a key of its own, so that it is gone from backups too when the key is dropped. */
export async function keepFile(
  { files, keys }: FileNeeds,
  { id, bytes }: { readonly id: ImportId; readonly bytes: Buffer },
): Promise<Pick<ImportJob['file'], 'reference' | 'sealedKey'>> {
  const ownKey = randomBytes(envelopeKeyLength);
  const reference = await files.put(keysFrom(ownKey).encrypt(purposeOf(id), bytes));
  return { reference, sealedKey: keys.encrypt(purposeOf(id), ownKey) };
}

/** The file as it was uploaded; undefined where the store does not have it. Files of before were kept unsealed. */
export async function uploadedFile({ files, keys }: FileNeeds, { id, file }: Pick<ImportJob, 'id' | 'file'>): Promise<Buffer | undefined> {
  const bytes = await files.get(file.reference);
  if (!bytes || file.sealedKey === null) return bytes;
  return keysFrom(keys.decrypt(purposeOf(id), file.sealedKey)).decrypt(purposeOf(id), bytes);
}
