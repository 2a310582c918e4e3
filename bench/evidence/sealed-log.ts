import type { PublicKey } from '@karez/kit/crypto/signing';
import { sql } from 'kysely';
import type { Reader } from '../../server/src/platform/database.ts';

/** Public keys of the heads, read without the key that seals the private ones. */
export async function publicKeysOf(reader: Reader): Promise<PublicKey[]> {
  const found = await sql<{ public_part: string }>`SELECT public_part FROM platform.sealed_key WHERE purpose = 'evidence-head'`.execute(
    reader,
  );
  return found.rows.map(({ public_part: part }) => {
    const [algorithm, publicKey = ''] = part.split(':');
    return { algorithm: algorithm === 'ed25519' ? 'ed25519' : 'sm2', publicKey };
  });
}

/** Leaves under the newest signed head. */
export async function sealedSize(reader: Reader): Promise<number> {
  const found = await sql<{ size: number }>`SELECT max(size) AS size FROM audit.head`.execute(reader);
  return found.rows[0]?.size ?? 0;
}
