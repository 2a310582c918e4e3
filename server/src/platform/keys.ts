import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { envelopeKeyLength, openEnvelope, sealEnvelope } from '@karez/kit/crypto/envelope';
import { sql } from 'kysely';
import type { Reader, Transaction } from './database.ts';

/** Seals small secrets (second-factor seeds, signing keys) under the key-encryption key; `purpose` is bound into the envelope. */
export type Keys = {
  encrypt(purpose: string, plaintext: Uint8Array): Buffer;
  /** Throws where the envelope was made with another key, for another purpose, or was changed. */
  decrypt(purpose: string, envelope: Uint8Array): Buffer;
};

/** Keys over a key-encryption key of 32 bytes. */
export function keysFrom(keyEncryptionKey: Uint8Array): Keys {
  return {
    encrypt: (purpose, plaintext) => sealEnvelope(keyEncryptionKey, plaintext, purpose),
    decrypt: (purpose, envelope) => {
      const opened = openEnvelope(keyEncryptionKey, envelope, purpose);
      if (!opened) throw new Error(`a sealed ${purpose} does not open: the key file is not the one it was sealed with`);
      return opened;
    },
  };
}

/** Reads the key-encryption key from its file, making the file (0600) at the first start; two starting processes end up with one key. */
export async function openKeys(file: string): Promise<Keys> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) await makeKeyFile(file);
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (key.length !== envelopeKeyLength) throw new Error(`${file} does not hold a key of ${envelopeKeyLength} bytes in base64`);
  return keysFrom(key);
}

/** The whole file appears at once under its name, or another process's file stands there already. */
async function makeKeyFile(file: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  const made = await open(draft, 'w', 0o600);
  try {
    await made.writeFile(`${randomBytes(envelopeKeyLength).toString('base64')}\n`);
    await made.sync();
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await made.close();
    await rm(draft, { force: true });
  }
}

export type SealedKey = {
  readonly purpose: string;
  readonly keyId: string;
  readonly publicPart: string | null;
  readonly privatePart: Buffer;
};

type SealedKeyTables = {
  'platform.sealed_key': {
    purpose: string;
    key_id: string;
    public_part: string | null;
    sealed_private: Buffer;
    valid_from: Date;
    valid_to: Date | null;
  };
};

/** Stores a private key under the key-encryption key. */
export async function saveSealedKey(tx: Transaction, keys: Keys, { key, validFrom }: { key: SealedKey; validFrom: Date }): Promise<void> {
  const sealed = keys.encrypt(`${key.purpose}/${key.keyId}`, key.privatePart);
  await tx
    .withTables<SealedKeyTables>()
    .insertInto('platform.sealed_key')
    .values({
      purpose: key.purpose,
      key_id: key.keyId,
      public_part: key.publicPart,
      sealed_private: sealed,
      valid_from: validFrom,
      valid_to: null,
    })
    .execute();
}

/** The keys of a purpose whose validity covers `at`, newest first. */
export async function sealedKeys(reader: Reader, keys: Keys, { purpose, at }: { purpose: string; at: Date }): Promise<SealedKey[]> {
  const rows = await reader
    .withTables<SealedKeyTables>()
    .selectFrom('platform.sealed_key')
    .selectAll()
    .where('purpose', '=', purpose)
    .where('valid_from', '<=', at)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', at)]))
    .orderBy('valid_from', 'desc')
    .execute();
  return rows.map((row) => ({
    purpose: row.purpose,
    keyId: row.key_id,
    publicPart: row.public_part,
    privatePart: keys.decrypt(`${row.purpose}/${row.key_id}`, row.sealed_private),
  }));
}

/** Keeps two processes from making the first key of a purpose at the same time. */
export async function lockPurpose(tx: Transaction, purpose: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`sealed-key ${purpose}`}, 0))`.execute(tx);
}
