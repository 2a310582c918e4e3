import { generateKeyPair, keyIdOf, signerOf, type PublicKey, type SignatureAlgorithm, type Signer } from '@karez/kit/crypto/signing';
import { lockPurpose, saveSealedKey, sealedKeys, type SealedKey } from '#platform/keys';
import type { Needs } from '#platform/needs';
import { recordEvidence } from './append.ts';

const PURPOSE = 'evidence-head';
type KeyNeeds = Pick<Needs, 'database' | 'clock' | 'keys'>;

/** The key that heads are signed with now, made at the first use. Each key's beginning is a record in the log. */
export async function headSigner(needs: KeyNeeds, algorithm: SignatureAlgorithm = 'sm2'): Promise<Signer> {
  const known = await sealedKeys(needs.database.reader, needs.keys, { purpose: PURPOSE, at: needs.clock.now() });
  return signerFrom(known[0] ?? (await beginKey(needs, algorithm, { onlyFirst: true })));
}

/** Begins a new key; heads from then on are signed with it. Older keys stay valid for the heads that they signed. */
export async function rotateHeadKey(needs: KeyNeeds, algorithm: SignatureAlgorithm = 'sm2'): Promise<Signer> {
  return signerFrom(await beginKey(needs, algorithm, { onlyFirst: false }));
}

/** Every public key that heads were ever signed with. */
export async function publicHeadKeys({ database, clock, keys }: KeyNeeds): Promise<PublicKey[]> {
  const known = await sealedKeys(database.reader, keys, { purpose: PURPOSE, at: clock.now() });
  return known.map(publicKeyOf);
}

async function beginKey(
  { database, clock, keys }: KeyNeeds,
  algorithm: SignatureAlgorithm,
  { onlyFirst }: { onlyFirst: boolean },
): Promise<SealedKey> {
  return database.transaction(async (tx) => {
    await lockPurpose(tx, PURPOSE);
    const at = clock.now();
    const [known] = await sealedKeys(tx, keys, { purpose: PURPOSE, at });
    // Another process may have made it while this one waited for the lock.
    if (known && onlyFirst) return known;
    const pair = generateKeyPair(algorithm);
    const keyId = keyIdOf(pair);
    const publicPart = `${algorithm}:${pair.publicKey}`;
    const key = { purpose: PURPOSE, keyId, publicPart, privatePart: Buffer.from(pair.privateKey, 'hex') };
    await saveSealedKey(tx, keys, { key, validFrom: at });
    await recordEvidence(tx, {
      at,
      actor: { kind: 'system', id: 'audit', orgId: null },
      action: 'audit.begin-key',
      outcome: { result: 'done' },
      object: { kind: 'head-key', id: keyId },
      facts: { algorithm, publicKey: pair.publicKey, replaces: known?.keyId ?? null },
    });
    return key;
  });
}

function publicKeyOf(key: SealedKey): PublicKey {
  const [algorithm, publicKey = ''] = (key.publicPart ?? '').split(':');
  if (algorithm !== 'sm2' && algorithm !== 'ed25519') throw new Error(`head key ${key.keyId} has no known algorithm`);
  return { algorithm, publicKey };
}

function signerFrom(key: SealedKey): Signer {
  return signerOf({ ...publicKeyOf(key), privateKey: key.privatePart.toString('hex') });
}
