import { systemClock } from '@karez/kit/clock';
import { signerOf, type KeyPair } from '@karez/kit/crypto/signing';
import { openDatabase } from '#platform/database';
import { armKillPoint } from '#platform/hooks';
import { recordBatch } from './append.ts';
import { seal } from './seal.ts';

/** Test support: a process that writes and seals until the armed kill point ends it. Arguments: database, private key, public key, kill point. */
const [connectionString = '', privateKey = '', publicKey = '', killPoint] = process.argv.slice(2);
armKillPoint(killPoint);
const keys: KeyPair = { algorithm: 'ed25519', privateKey, publicKey };
const database = openDatabase(connectionString);
const draft = { actor: { kind: 'system', id: 'child', orgId: null }, action: 'desk.do-something', outcome: { result: 'done' } } as const;
for (let round = 0; round < 20; round += 1) {
  const written = await database.transaction((tx) =>
    recordBatch(
      tx,
      Array.from({ length: 10 }, () => ({ ...draft, at: systemClock.now() })),
    ),
  );
  // Told only after the commit: these must be in the log whatever happens from here on.
  process.stdout.write(`${written.map(({ id }) => id).join('\n')}\n`);
  await seal({ database, clock: systemClock, signer: signerOf(keys) });
}
await database[Symbol.asyncDispose]();
