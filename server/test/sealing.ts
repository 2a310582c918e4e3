import { settableClock } from '@karez/kit/clock';
import { generateKeyPair, signerOf } from '@karez/kit/crypto/signing';
import { newId } from '@karez/kit/id';
import type { DatabaseConnection } from '../src/platform/database.ts';
import { beginFirstLog } from '../src/modules/audit/begin-log.ts';
import { headSigner } from '../src/modules/audit/head-key.ts';
import { seal } from '../src/modules/audit/seal.ts';
import type { OpenNeeds } from '../src/processes/open-needs.ts';

/** A sealer that signs a head when it is told to, and heads whose age a test chooses. */
export function testSealing(database: DatabaseConnection) {
  const clock = settableClock('2026-11-23T02:00:00.000Z');
  const needs = { database, clock, newId, signer: signerOf(generateKeyPair('ed25519')) };
  return {
    beginLog: () => beginFirstLog(needs),
    signHead: () => seal(needs, { evenIfEmpty: true }),
    /** Lets every head be as old, by the database's own clock, as if it had been stored so long before (negative: in the future). */
    ageHeads: async (milliseconds: number) => {
      await database.pool.query('ALTER TABLE audit.head DISABLE TRIGGER head_append_only');
      await database.pool.query(`UPDATE audit.head SET stored_at = stored_at - $1::interval`, [`${milliseconds} milliseconds`]);
      await database.pool.query('ALTER TABLE audit.head ENABLE TRIGGER head_append_only');
    },
  };
}

/** Seals everything that a city has recorded, with the city's own key. */
export async function sealCity(needs: OpenNeeds): Promise<void> {
  const sealing = { ...needs, signer: await headSigner(needs) };
  await beginFirstLog(sealing);
  await seal(sealing, { evenIfEmpty: true });
}
