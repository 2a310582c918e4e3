import type { Reader, Transaction } from '#platform/database';
import { tables, type MachineClientRow } from './tables.ts';

/** The public half of a client's key, as a JWK. */
export type PublicJwk = Readonly<Record<string, string>>;

/** A business system's access to the gateway (law.md §6.1 APP): authenticates with its own key, never with a shared secret. */
export type MachineClient = {
  readonly id: string;
  readonly orgId: string;
  readonly systemId: string;
  readonly name: string;
  readonly state: 'active' | 'disabled';
  readonly publicJwk: PublicJwk;
  readonly keyId: string;
  readonly algorithm: 'ES256' | 'EdDSA';
  readonly keySince: Date;
  readonly registeredAt: Date;
};

function jwkOf(value: unknown): PublicJwk {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function clientOf(row: MachineClientRow): MachineClient {
  return {
    id: row.id,
    orgId: row.org_id,
    systemId: row.system_id,
    name: row.name,
    state: row.state,
    publicJwk: jwkOf(row.public_jwk),
    keyId: row.key_id,
    algorithm: row.algorithm,
    keySince: row.key_since,
    registeredAt: row.registered_at,
  };
}

export async function findClient(reader: Reader, id: string): Promise<MachineClient | undefined> {
  const row = await tables(reader).selectFrom('identity.machine_client').selectAll().where('id', '=', id).executeTakeFirst();
  return row && clientOf(row);
}

export async function lockClient(tx: Transaction, id: string): Promise<MachineClient | undefined> {
  const row = await tables(tx).selectFrom('identity.machine_client').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && clientOf(row);
}

export async function clientsOfOrganisation(reader: Reader, orgId: string): Promise<MachineClient[]> {
  const rows = await tables(reader)
    .selectFrom('identity.machine_client')
    .selectAll()
    .where('org_id', '=', orgId)
    .orderBy('registered_at')
    .execute();
  return rows.map(clientOf);
}

/** Active clients of a business system: the ones that a grant to that system lets in. */
export async function clientsOfSystem(reader: Reader, systemId: string): Promise<MachineClient[]> {
  const rows = await tables(reader)
    .selectFrom('identity.machine_client')
    .selectAll()
    .where('system_id', '=', systemId)
    .where('state', '=', 'active')
    .orderBy('registered_at')
    .execute();
  return rows.map(clientOf);
}

export async function addClient(tx: Transaction, client: MachineClient): Promise<void> {
  await tables(tx)
    .insertInto('identity.machine_client')
    .values({
      id: client.id,
      org_id: client.orgId,
      system_id: client.systemId,
      name: client.name,
      state: client.state,
      public_jwk: JSON.stringify(client.publicJwk),
      key_id: client.keyId,
      algorithm: client.algorithm,
      key_since: client.keySince,
      registered_at: client.registeredAt,
    })
    .execute();
}

export async function saveClient(tx: Transaction, client: MachineClient): Promise<void> {
  await tables(tx)
    .updateTable('identity.machine_client')
    .set({
      state: client.state,
      public_jwk: JSON.stringify(client.publicJwk),
      key_id: client.keyId,
      algorithm: client.algorithm,
      key_since: client.keySince,
    })
    .where('id', '=', client.id)
    .execute();
}

/** Takes the id of a client's assertion as used; false where it was used before. */
export async function useAssertion(tx: Transaction, assertion: { clientId: string; jti: string; expiresAt: Date }): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('identity.used_assertion')
    .values({ client_id: assertion.clientId, jti: assertion.jti, expires_at: assertion.expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Forgets assertion ids that are too old to be accepted anyway. */
export async function sweepAssertions(tx: Transaction, before: Date): Promise<void> {
  await tables(tx).deleteFrom('identity.used_assertion').where('expires_at', '<', before).execute();
}
