import type { Reader, Transaction } from '#platform/database';
import { tables, type BusinessSystemRow } from './tables.ts';

/** A 业务信息系统: what entries, applications and the project gate rest on. */
export type BusinessSystem = {
  readonly id: string;
  readonly orgId: string;
  readonly name: string;
  readonly divisionId: string | null;
  readonly builder: string;
  readonly operator: string;
  readonly networkZone: BusinessSystemRow['network_zone'];
  /** 等保 level, 1–5. */
  readonly protectionLevel: number;
  /** Day on which it was joined to the platform (91-2.2), or null. */
  readonly joinedOn: string | null;
  readonly purpose: string;
  readonly state: 'running' | 'retired';
  readonly version: number;
};

function systemOf(row: BusinessSystemRow): BusinessSystem {
  return {
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    divisionId: row.division_id,
    builder: row.builder,
    operator: row.operator,
    networkZone: row.network_zone,
    protectionLevel: row.protection_level,
    joinedOn: row.joined_on,
    purpose: row.purpose,
    state: row.state,
    version: row.version,
  };
}

export async function findBusinessSystem(reader: Reader, id: string): Promise<BusinessSystem | undefined> {
  const row = await tables(reader).selectFrom('identity.business_system').selectAll().where('id', '=', id).executeTakeFirst();
  return row && systemOf(row);
}

export async function lockBusinessSystem(tx: Transaction, id: string): Promise<BusinessSystem | undefined> {
  const row = await tables(tx).selectFrom('identity.business_system').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && systemOf(row);
}

export async function systemsByIds(reader: Reader, ids: readonly string[]): Promise<Map<string, BusinessSystem>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(reader).selectFrom('identity.business_system').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, systemOf(row)]));
}

type SystemQuery = {
  readonly orgId: string;
  readonly regionCodes: readonly string[];
  readonly text: string | undefined;
  readonly after: string | null;
  readonly limit: number;
};

/** Business systems of an organisation and of every organisation of the regions, by id (which sorts by registration). */
export async function systemsVisible(reader: Reader, query: SystemQuery): Promise<{ systems: BusinessSystem[]; total: number }> {
  const scoped = tables(reader)
    .selectFrom('identity.business_system as s')
    .innerJoin('identity.organisation as o', 'o.id', 's.org_id')
    .where((where) =>
      where.or([
        where('s.org_id', '=', query.orgId),
        ...(query.regionCodes.length > 0 ? [where('o.region_code', 'in', query.regionCodes)] : []),
      ]),
    );
  const text = query.text?.trim();
  const matching = text ? scoped.where('s.name', 'ilike', `%${text.replace(/[\\%_]/g, '\\$&')}%`) : scoped;
  const page = query.after === null ? matching : matching.where('s.id', '>', query.after);
  const rows = await page.selectAll('s').orderBy('s.id').limit(query.limit).execute();
  const counted = await matching.select((count) => count.fn.countAll<number>().as('total')).executeTakeFirst();
  return { systems: rows.map(systemOf), total: counted?.total ?? 0 };
}

function rowOf(system: BusinessSystem): Omit<BusinessSystemRow, 'registered_at'> {
  return {
    id: system.id,
    org_id: system.orgId,
    name: system.name,
    division_id: system.divisionId,
    builder: system.builder,
    operator: system.operator,
    network_zone: system.networkZone,
    protection_level: system.protectionLevel,
    joined_on: system.joinedOn,
    purpose: system.purpose,
    state: system.state,
    version: system.version,
  };
}

export async function addBusinessSystem(tx: Transaction, system: BusinessSystem, registeredAt: Date): Promise<void> {
  await addBusinessSystems(tx, [system], registeredAt);
}

/** Adds systems with one statement; at most a few thousand, for each column of each is a parameter. */
export async function addBusinessSystems(tx: Transaction, systems: readonly BusinessSystem[], registeredAt: Date): Promise<void> {
  if (systems.length === 0) return;
  const rows = systems.map((system) => ({ ...rowOf(system), registered_at: registeredAt }));
  await tables(tx).insertInto('identity.business_system').values(rows).execute();
}

export async function saveBusinessSystem(tx: Transaction, system: BusinessSystem): Promise<void> {
  await tables(tx).updateTable('identity.business_system').set(rowOf(system)).where('id', '=', system.id).execute();
}

/** Whether another system of the organisation has the name. */
export async function isSystemNameTaken(
  reader: Reader,
  { orgId, name, exceptId }: { orgId: string; name: string; exceptId: string | null },
): Promise<boolean> {
  const rows = await tables(reader)
    .selectFrom('identity.business_system')
    .select('id')
    .where('org_id', '=', orgId)
    .where('name', '=', name)
    .execute();
  return rows.some((row) => row.id !== exceptId);
}

/** All business systems of an organisation, retired ones too, by id. */
export async function systemsOfOrganisation(reader: Reader, orgId: string): Promise<BusinessSystem[]> {
  const rows = await tables(reader).selectFrom('identity.business_system').selectAll().where('org_id', '=', orgId).orderBy('id').execute();
  return rows.map(systemOf);
}

/** All business systems of an organisation with their rows locked, in the order of their ids. */
export async function lockSystemsOfOrganisation(tx: Transaction, orgId: string): Promise<BusinessSystem[]> {
  const all = tables(tx).selectFrom('identity.business_system').selectAll().where('org_id', '=', orgId);
  const rows = await all.orderBy('id').forUpdate().execute();
  return rows.map(systemOf);
}
