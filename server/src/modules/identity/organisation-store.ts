import { sql } from 'kysely';
import type { Reader, Transaction } from '#platform/database';
import type { Organisation } from './organisation.ts';
import { tables, type OrganisationRow } from './tables.ts';

export type OrganisationQuery = {
  readonly text?: string | undefined;
  readonly regionCode?: string | undefined;
  /** Only these; undefined: all. */
  readonly among?: readonly string[] | undefined;
  readonly after: string | null;
  readonly limit: number;
};

/**
 * One organisation. `kept`: nobody renames or dissolves it until the transaction ends, so that what is given to it now does not come too late for the
 * news of its end; several may keep it at once.
 */
export async function findOrganisation(reader: Reader, id: string, { kept = false } = {}): Promise<Organisation | undefined> {
  if (kept) await tables(reader).selectFrom('identity.organisation').select('id').where('id', '=', id).forShare().execute();
  return (await organisationsByIds(reader, [id])).get(id);
}

/** Organisations by their ids, with former names, divisions and the regions whose authority they belong to. */
export async function organisationsByIds(reader: Reader, ids: readonly string[]): Promise<Map<string, Organisation>> {
  if (ids.length === 0) return new Map();
  const db = tables(reader);
  const rows = await db.selectFrom('identity.organisation').selectAll().where('id', 'in', ids).execute();
  const names = await db.selectFrom('identity.former_name').selectAll().where('org_id', 'in', ids).orderBy('name').execute();
  const divisions = await db.selectFrom('identity.division').selectAll().where('org_id', 'in', ids).orderBy('name').execute();
  const spokenFor = await divisionsWithClerk(reader, ids);
  const members = await db
    .selectFrom('identity.authority_member')
    .select(['org_id', 'region_code'])
    .where('org_id', 'in', ids)
    .orderBy('region_code')
    .execute();
  const organisations = rows.map((row) =>
    organisationOf(row, {
      formerNames: names.filter((name) => name.org_id === row.id).map((name) => name.name),
      divisions: divisions
        .filter((division) => division.org_id === row.id)
        .map(({ id, name }) => ({ id, name, hasClerk: spokenFor.has(id) })),
      authorityOf: members.filter((member) => member.org_id === row.id).map((member) => member.region_code),
    }),
  );
  return new Map(organisations.map((organisation) => [organisation.id, organisation]));
}

/** Divisions of these organisations for which somebody active speaks. */
async function divisionsWithClerk(reader: Reader, orgIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tables(reader)
    .selectFrom('identity.post as o')
    .innerJoin('identity.person as p', 'p.id', 'o.person_id')
    .select('o.division_id')
    .where('o.org_id', 'in', orgIds)
    .where('o.role', '=', 'DIVISION_CLERK')
    .where('o.state', '=', 'confirmed')
    .where('p.state', '=', 'active')
    .execute();
  return new Set(rows.flatMap(({ division_id: id }) => id ?? []));
}

function organisationOf(row: OrganisationRow, more: Pick<Organisation, 'formerNames' | 'divisions' | 'authorityOf'>): Organisation {
  return {
    id: row.id,
    uscc: row.uscc,
    name: row.name,
    shortName: row.short_name,
    type: row.type,
    regionCode: row.region_code,
    parentId: row.parent_id,
    sample: row.sample,
    dissolved:
      row.dissolved_on === null
        ? null
        : { on: row.dissolved_on, documentNumber: row.dissolution_document ?? '', successorId: row.successor_id },
    sharingOffice: row.sharing_office_name === null ? null : { name: row.sharing_office_name, headPersonId: row.sharing_office_head_id },
    ...more,
  };
}

/** Organisations whose present or former name, short name or code contains the text, in order of name; samples are not among them. */
export async function organisationsMatching(reader: Reader, query: OrganisationQuery): Promise<{ ids: string[]; total: number }> {
  const matching = matchingRows(reader, query);
  const page = query.after === null ? matching : matching.where('o.name', '>', query.after);
  const rows = await page.select('o.id').orderBy('o.name').limit(query.limit).execute();
  const counted = await matching.select((count) => count.fn.countAll<number>().as('total')).executeTakeFirst();
  return { ids: rows.map((row) => row.id), total: counted?.total ?? 0 };
}

function matchingRows(reader: Reader, { text, regionCode, among }: OrganisationQuery) {
  const every = tables(reader).selectFrom('identity.organisation as o').where('o.sample', '=', false);
  const all = among === undefined ? every : every.where(sql<boolean>`o.id = ANY (${[...among]}::uuid[])`);
  const inRegion = regionCode === undefined ? all : all.where('o.region_code', '=', regionCode);
  if (text === undefined || text.trim() === '') return inRegion;
  const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  return inRegion.where((where) =>
    where.or([
      where('o.name', 'ilike', pattern),
      where('o.short_name', 'ilike', pattern),
      where('o.uscc', 'ilike', pattern),
      where.exists(
        where.selectFrom('identity.former_name as f').select('f.name').whereRef('f.org_id', '=', 'o.id').where('f.name', 'ilike', pattern),
      ),
    ]),
  );
}

/** Departments of a region (towns of a county included), without samples: id and name. */
export async function departmentsOf(reader: Reader, regionCodes: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (regionCodes.length === 0) return [];
  return tables(reader)
    .selectFrom('identity.organisation')
    .select(['id', 'name'])
    .where('region_code', 'in', regionCodes)
    .where('sample', '=', false)
    .where('type', '!=', 'enterprise')
    .orderBy('name')
    .execute();
}

export async function addOrganisation(tx: Transaction, organisation: Organisation, createdAt: Date): Promise<void> {
  const db = tables(tx);
  const { id } = organisation;
  await db
    .insertInto('identity.organisation')
    .values({
      id,
      uscc: organisation.uscc,
      name: organisation.name,
      short_name: organisation.shortName,
      type: organisation.type,
      region_code: organisation.regionCode,
      parent_id: organisation.parentId,
      sample: organisation.sample,
      sharing_office_name: null,
      sharing_office_head_id: null,
      created_at: createdAt,
      name_ug: null,
      name_en: null,
      name_ug_reviewed: false,
      dissolved_on: organisation.dissolved?.on ?? null,
      dissolution_document: organisation.dissolved?.documentNumber ?? null,
      successor_id: organisation.dissolved?.successorId ?? null,
    })
    .execute();
  const names = organisation.formerNames.map((name) => ({ org_id: id, name }));
  if (names.length > 0) await db.insertInto('identity.former_name').values(names).execute();
  const divisions = organisation.divisions.map(({ id: divisionId, name }) => ({ id: divisionId, name, org_id: id }));
  if (divisions.length > 0) await db.insertInto('identity.division').values(divisions).execute();
}

export async function saveSharingOffice(
  tx: Transaction,
  orgId: string,
  office: { name: string; headPersonId: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('identity.organisation')
    .set({ sharing_office_name: office.name, sharing_office_head_id: office.headPersonId })
    .where('id', '=', orgId)
    .execute();
}

/** The id of a department known only by its name in a region. */
export async function organisationNamed(
  reader: Reader,
  { regionCode, name }: { regionCode: string; name: string },
): Promise<string | undefined> {
  const row = await tables(reader)
    .selectFrom('identity.organisation')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.id;
}

/** Every organisation's region, samples left out. */
export async function regionsOfOrganisations(reader: Reader): Promise<{ id: string; regionCode: string }[]> {
  const rows = await tables(reader).selectFrom('identity.organisation').select(['id', 'region_code']).where('sample', '=', false).execute();
  return rows.map((row) => ({ id: row.id, regionCode: row.region_code }));
}

/** Keeps an organisation from being renamed or dissolved by another until the transaction ends. */
export async function lockOrganisation(tx: Transaction, orgId: string): Promise<void> {
  await tables(tx).selectFrom('identity.organisation').select('id').where('id', '=', orgId).forUpdate().execute();
}

/** Stores an organisation's new name, short name and the names that it had. What the old name was in other languages goes with it. */
export async function saveNames(tx: Transaction, { id, name, shortName, formerNames }: Organisation): Promise<void> {
  const db = tables(tx);
  await db
    .updateTable('identity.organisation')
    .set({ name, short_name: shortName, name_ug: null, name_en: null, name_ug_reviewed: false })
    .where('id', '=', id)
    .execute();
  await db.deleteFrom('identity.former_name').where('org_id', '=', id).execute();
  if (formerNames.length > 0) {
    await db
      .insertInto('identity.former_name')
      .values(formerNames.map((former) => ({ org_id: id, name: former })))
      .execute();
  }
}

export async function saveDissolution(tx: Transaction, { id, dissolved }: Organisation): Promise<void> {
  await tables(tx)
    .updateTable('identity.organisation')
    .set({
      dissolved_on: dissolved?.on ?? null,
      dissolution_document: dissolved?.documentNumber ?? null,
      successor_id: dissolved?.successorId ?? null,
    })
    .where('id', '=', id)
    .execute();
}
