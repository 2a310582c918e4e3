import { serviceOperationSchema, serviceStateSchema } from '@karez/contract/gateway/schemas';
import type { ColumnType, Selectable } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { Service } from './service.ts';

type Json = ColumnType<unknown, string, string>;
type ServiceTable = {
  id: string;
  code: string;
  entry_id: string;
  entry_code: string;
  entry_name: string;
  org_id: string;
  system_id: string;
  name: string;
  state: string;
  version: number;
  base_url: string;
  timeout_ms: number;
  operations: Json;
  document: Json;
  document_digest: string;
  created_at: ColumnType<Date, Date, never>;
  changed_at: ColumnType<Date, Date, Date>;
  online_since: ColumnType<Date | null, Date | null, Date | null>;
  offline_reason: string | null;
};
type GatewayTables = { 'gateway.service': ServiceTable };

const operationsSchema = z.array(serviceOperationSchema);
const columns = [
  'id',
  'code',
  'entry_id',
  'entry_code',
  'entry_name',
  'org_id',
  'system_id',
  'name',
  'state',
  'version',
  'base_url',
  'timeout_ms',
  'operations',
  'created_at',
  'changed_at',
  'online_since',
  'offline_reason',
] as const;

function serviceOf(row: Pick<Selectable<ServiceTable>, (typeof columns)[number]>): Service {
  return {
    id: row.id,
    code: row.code,
    entryId: row.entry_id,
    entryCode: row.entry_code,
    entryName: row.entry_name,
    orgId: row.org_id,
    systemId: row.system_id,
    name: row.name,
    state: serviceStateSchema.parse(row.state),
    version: row.version,
    baseUrl: row.base_url,
    timeoutMs: row.timeout_ms,
    operations: operationsSchema.parse(row.operations),
    createdAt: row.created_at,
    changedAt: row.changed_at,
    onlineSince: row.online_since,
    offlineReason: row.offline_reason,
  };
}

export async function findService(reader: Reader, id: string): Promise<Service | undefined> {
  const row = await reader
    .withTables<GatewayTables>()
    .selectFrom('gateway.service')
    .select(columns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && serviceOf(row);
}

export async function lockService(tx: Transaction, id: string): Promise<Service | undefined> {
  const row = await tx
    .withTables<GatewayTables>()
    .selectFrom('gateway.service')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && serviceOf(row);
}

function onlineFor(reader: Reader, entryId: string) {
  return reader
    .withTables<GatewayTables>()
    .selectFrom('gateway.service')
    .select(columns)
    .where('entry_id', '=', entryId)
    .where('state', '=', 'online')
    .orderBy('id');
}

/** Services that are online for an entry. */
export async function findOnlineServices(reader: Reader, entryId: string): Promise<Service[]> {
  return (await onlineFor(reader, entryId).execute()).map(serviceOf);
}

/** Services that are online for an entry, locked. */
export async function lockOnlineServices(tx: Transaction, entryId: string): Promise<Service[]> {
  return (await onlineFor(tx, entryId).forUpdate().execute()).map(serviceOf);
}

/** Services of an entry in any state, locked. */
export async function lockServicesOf(tx: Transaction, entryId: string): Promise<Service[]> {
  const rows = await tx
    .withTables<GatewayTables>()
    .selectFrom('gateway.service')
    .select(columns)
    .where('entry_id', '=', entryId)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(serviceOf);
}

/** Services that are online for some entries, by id. */
export async function servicesOnline(
  reader: Reader,
  entryIds: readonly string[],
): Promise<{ id: string; code: string; name: string; entryId: string }[]> {
  if (entryIds.length === 0) return [];
  return reader
    .withTables<GatewayTables>()
    .selectFrom('gateway.service')
    .select(['id', 'code', 'name', 'entry_id as entryId'])
    .where('entry_id', 'in', entryIds)
    .where('state', '=', 'online')
    .orderBy('id')
    .execute();
}

/** The provider's document of a service, as it was read. */
export async function documentOf(reader: Reader, id: string): Promise<unknown> {
  const row = await reader
    .withTables<GatewayTables>()
    .selectFrom('gateway.service')
    .select('document')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.document;
}

export async function addService(tx: Transaction, service: Service, document: { text: string; digest: string }): Promise<void> {
  await tx
    .withTables<GatewayTables>()
    .insertInto('gateway.service')
    .values({
      ...changeable(service),
      id: service.id,
      code: service.code,
      entry_id: service.entryId,
      org_id: service.orgId,
      system_id: service.systemId,
      document: document.text,
      document_digest: document.digest,
      created_at: service.createdAt,
    })
    .execute();
}

export async function saveService(tx: Transaction, service: Service): Promise<void> {
  await tx.withTables<GatewayTables>().updateTable('gateway.service').set(changeable(service)).where('id', '=', service.id).execute();
}

/** The same, with the department that answers for the service from now on; the caller holds its row lock. */
export async function handServiceOver(tx: Transaction, service: Service): Promise<void> {
  await tx
    .withTables<GatewayTables>()
    .updateTable('gateway.service')
    .set({ ...changeable(service), org_id: service.orgId })
    .where('id', '=', service.id)
    .execute();
}

function changeable(service: Service) {
  return {
    entry_code: service.entryCode,
    entry_name: service.entryName,
    name: service.name,
    state: service.state,
    version: service.version,
    base_url: service.baseUrl,
    timeout_ms: service.timeoutMs,
    operations: JSON.stringify(service.operations),
    changed_at: service.changedAt,
    online_since: service.onlineSince,
    offline_reason: service.offlineReason,
  };
}

export type ServiceQuery = {
  /** The department that asks: it sees its own services in every state. */
  readonly orgId: string | null;
  readonly ownOnly: boolean;
  readonly entryId: string | undefined;
  readonly state: string | undefined;
  readonly after: string | null;
  readonly limit: number;
};

/** Services that a department sees, by id (which sorts by registration). */
export async function servicesVisible(reader: Reader, query: ServiceQuery): Promise<{ services: Service[]; total: number }> {
  const { orgId, ownOnly, entryId, state, after, limit } = query;
  const all = reader.withTables<GatewayTables>().selectFrom('gateway.service');
  const scoped = all.where((where) => {
    const own = where('org_id', '=', orgId ?? '00000000-0000-0000-0000-000000000000');
    return ownOnly ? own : where.or([own, where('state', '=', 'online')]);
  });
  const ofEntry = entryId === undefined ? scoped : scoped.where('entry_id', '=', entryId);
  const matching = state === undefined ? ofEntry : ofEntry.where('state', '=', state);
  const page = after === null ? matching : matching.where('id', '>', after);
  const rows = await page.select(columns).orderBy('id').limit(limit).execute();
  const counted = await matching.select((count) => count.fn.countAll<number>().as('total')).executeTakeFirst();
  return { services: rows.map(serviceOf), total: counted?.total ?? 0 };
}
