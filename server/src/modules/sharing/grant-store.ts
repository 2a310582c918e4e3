import { rowFilterSchema } from '@karez/contract/sharing/row-filter-schemas';
import { grantSchema, matterSchema, usePurposeSchema } from '@karez/contract/sharing/schemas';
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Reader, Transaction } from '#platform/database';
import type { GrantDocument, GrantState } from './grant.ts';
import type { SharingTables } from './tables.ts';

const revocationSchema = grantSchema.shape.revocation;

const documentSchema = z.object({
  grantId: z.string(),
  no: z.string(),
  version: z.int(),
  applicationId: z.string(),
  entryId: z.string(),
  entryCode: z.string(),
  entryName: z.string(),
  entryVersion: z.string(),
  requesterOrgId: z.string(),
  providerOrgId: z.string(),
  systemId: z.string(),
  systemName: z.string(),
  clientIds: z.array(z.string()),
  items: grantSchema.shape.items,
  rowFilter: rowFilterSchema.optional(),
  personal: z.boolean(),
  purpose: usePurposeSchema,
  matter: matterSchema.nullable(),
  matterFormat: z.string(),
  legalBasis: z.array(z.object({ instrument: z.string(), article: z.string() })),
  quota: z.object({ perSecond: z.int(), perDay: z.int() }),
  validFrom: z.string(),
  validTo: z.string(),
  restrictions: z
    .array(
      z.object({
        id: z.string(),
        by: z.enum(['authority', 'provider']),
        basis: z.object({ instrument: z.string(), article: z.string() }),
        from: z.string(),
        to: z.string().nullable(),
      }),
    )
    // Versions made before a grant could be suspended say nothing of it.
    .default([]),
  agreementDigest: z.string(),
  approvedAt: z.string(),
  agreedAt: z.string(),
  grantedAt: z.string(),
});

/** A grant with its newest version and what has become of it. */
export type GrantRecord = {
  readonly id: string;
  readonly state: GrantState;
  readonly providerRegionCode: string;
  /** Region whose authority is competent between the two sides. */
  readonly authorityRegionCode: string;
  readonly document: GrantDocument;
  readonly agreementId: string;
  readonly deliveredAt: Date | null;
  readonly validTo: Date;
  readonly revocation: z.infer<typeof revocationSchema>;
};

type Row = Selectable<SharingTables['sharing.share_grant']> & { document: unknown; authorityRegionCode: string };

function recordFrom(row: Row): GrantRecord {
  return {
    id: row.id,
    state: row.state === 'revoked' ? 'revoked' : 'active',
    providerRegionCode: row.provider_region_code,
    authorityRegionCode: row.authorityRegionCode,
    document: documentSchema.parse(row.document),
    agreementId: row.agreement_id,
    deliveredAt: row.delivered_at,
    validTo: row.valid_to,
    revocation: revocationSchema.parse(row.revocation),
  };
}

/** Stores a new grant with its first version. */
export async function insertGrant(tx: Transaction, grant: GrantRecord): Promise<void> {
  const { document } = grant;
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.share_grant')
    .values({
      id: grant.id,
      no: document.no,
      application_id: document.applicationId,
      agreement_id: grant.agreementId,
      entry_id: document.entryId,
      requester_org_id: document.requesterOrgId,
      provider_org_id: document.providerOrgId,
      provider_region_code: grant.providerRegionCode,
      system_id: document.systemId,
      version: document.version,
      state: grant.state,
      valid_from: new Date(document.validFrom),
      valid_to: grant.validTo,
      granted_at: new Date(document.grantedAt),
      delivered_at: grant.deliveredAt,
      revocation: null,
    })
    .execute();
  await insertVersion(tx, document, new Date(document.grantedAt));
}

async function insertVersion(tx: Transaction, document: GrantDocument, madeAt: Date): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .insertInto('sharing.grant_version')
    .values({ grant_id: document.grantId, version: document.version, document: JSON.stringify(document), made_at: madeAt })
    .execute();
}

/** Stores a grant's next version; the caller holds its row lock. */
export async function saveGrantVersion(tx: Transaction, grant: GrantRecord, madeAt: Date): Promise<void> {
  await insertVersion(tx, grant.document, madeAt);
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.share_grant')
    .set({
      version: grant.document.version,
      provider_org_id: grant.document.providerOrgId,
      provider_region_code: grant.providerRegionCode,
      state: grant.state,
      valid_to: grant.validTo,
      revocation: grant.revocation === null ? null : JSON.stringify(grant.revocation),
    })
    .where('id', '=', grant.id)
    .execute();
}

export async function saveDelivery(tx: Transaction, grantId: string, deliveredAt: Date): Promise<void> {
  await tx
    .withTables<SharingTables>()
    .updateTable('sharing.share_grant')
    .set({ delivered_at: deliveredAt })
    .where('id', '=', grantId)
    .execute();
}

function grants(reader: Reader) {
  return (
    reader
      .withTables<SharingTables>()
      .selectFrom('sharing.share_grant as held')
      .innerJoin('sharing.grant_version as newest', (join) =>
        join.onRef('newest.grant_id', '=', 'held.id').onRef('newest.version', '=', 'held.version'),
      )
      // The application of the newest version: a renewal is the one that runs now.
      .innerJoin('sharing.application as asked', (join) =>
        join.on('asked.id', '=', sql<string>`(newest.document ->> 'applicationId')::uuid`),
      )
  );
}

/** What {@link recordFrom} reads besides the grant's own row. */
const further = ['newest.document', 'asked.authority_region_code as authorityRegionCode'] as const;

export async function findGrant(reader: Reader, id: string): Promise<GrantRecord | undefined> {
  const row = await grants(reader).selectAll('held').select(further).where('held.id', '=', id).executeTakeFirst();
  return row ? recordFrom(row) : undefined;
}

/** Number, entry and system of some grants, as their newest versions name them. */
export async function grantTitles(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { no: string; entryName: string; systemName: string }>> {
  const found = await sql<{ id: string; no: string; entryName: string; systemName: string }>`
    SELECT held.id, held.no, newest.document ->> 'entryName' AS "entryName", newest.document ->> 'systemName' AS "systemName"
    FROM sharing.share_grant held JOIN sharing.grant_version newest ON newest.grant_id = held.id AND newest.version = held.version
    WHERE held.id = ANY (${[...ids]}::uuid[])`.execute(reader);
  return new Map(found.rows.map(({ id, ...title }) => [id, title]));
}

/** The grant that an application led to: its own, or the one that it took over from. */
export async function grantOfApplication(reader: Reader, applicationId: string): Promise<string | undefined> {
  const row = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.share_grant as held')
    .select('held.id')
    .where((where) =>
      where.or([
        where('held.application_id', '=', applicationId),
        where.exists(
          where
            .selectFrom('sharing.application as renewal')
            .select('renewal.id')
            .where('renewal.id', '=', applicationId)
            .where('renewal.renews_version', 'is not', null)
            .whereRef('renewal.renews_grant_id', '=', 'held.id'),
        ),
      ]),
    )
    .executeTakeFirst();
  return row?.id;
}

/** What a grant said in one of its versions. */
export async function versionOf(reader: Reader, grantId: string, version: number): Promise<GrantDocument | undefined> {
  return (await versionsOf(reader, grantId)).find(({ document }) => document.version === version)?.document;
}

/** What a grant said in each of its versions, the newest first. */
export async function versionsOf(reader: Reader, grantId: string): Promise<{ document: GrantDocument; madeAt: Date }[]> {
  const rows = await reader
    .withTables<SharingTables>()
    .selectFrom('sharing.grant_version')
    .select(['document', 'made_at as madeAt'])
    .where('grant_id', '=', grantId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ document, madeAt }) => ({ document: documentSchema.parse(document), madeAt }));
}

/** Active grants of an entry that have not run out, by number, each with its application's number. */
export async function runningGrants(
  reader: Reader,
  entryId: string,
  at: Date,
): Promise<(GrantRecord & { applicationNo: string | null })[]> {
  const rows = await grants(reader)
    .selectAll('held')
    .select([...further, 'asked.no as applicationNo'])
    .where('held.entry_id', '=', entryId)
    .where('held.state', '=', 'active')
    .where('held.valid_to', '>', at)
    .orderBy('held.no')
    .execute();
  return rows.map((row) => ({ ...recordFrom(row), applicationNo: row.applicationNo }));
}

/** Active grants that a department holds and that have not run out, by number. */
export async function runningGrantsHeldBy(reader: Reader, requesterOrgId: string, at: Date): Promise<GrantRecord[]> {
  const rows = await grants(reader)
    .selectAll('held')
    .select(further)
    .where('held.requester_org_id', '=', requesterOrgId)
    .where('held.state', '=', 'active')
    .where('held.valid_to', '>', at)
    .orderBy('held.no')
    .execute();
  return rows.map(recordFrom);
}

/** The grant with its row locked until the transaction ends. */
export async function lockGrant(tx: Transaction, id: string): Promise<GrantRecord | undefined> {
  await tx.withTables<SharingTables>().selectFrom('sharing.share_grant').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return findGrant(tx, id);
}

export type GrantQuery = {
  /** Whose: held or given by a department, or between those of whom a region's authority is competent. */
  readonly of:
    | { readonly side: 'held' | 'given'; readonly orgId: string }
    | { readonly side: 'authority'; readonly regionCodes: readonly string[] };
  readonly states: readonly string[];
  readonly now: Date;
  readonly after: { grantedAt: Date; id: string } | null;
  readonly limit: number;
};

function within(reader: Reader, { of }: GrantQuery) {
  if (of.side === 'authority') return grants(reader).where('asked.authority_region_code', 'in', of.regionCodes);
  return grants(reader).where(of.side === 'held' ? 'held.requester_org_id' : 'held.provider_org_id', '=', of.orgId);
}

function matching(reader: Reader, query: GrantQuery) {
  const found = within(reader, query);
  const { states, now } = query;
  if (states.length === 0) return found;
  return found.where((where) => {
    const runs = where.and([where('held.state', '=', 'active'), where('held.valid_to', '>', now)]);
    const isSuspended = where.exists(
      where
        .selectFrom('sharing.suspension as stop')
        .select('stop.id')
        .whereRef('stop.grant_id', '=', 'held.id')
        .where('stop.ended_at', 'is', null),
    );
    const conditions = {
      active: where.and([runs, where.not(isSuspended)]),
      suspended: where.and([runs, isSuspended]),
      expired: where.and([where('held.state', '=', 'active'), where('held.valid_to', '<=', now)]),
      revoked: where('held.state', '=', 'revoked'),
    };
    return where.or(grantListStates.filter((state) => states.includes(state)).map((state) => conditions[state]));
  });
}

/** States by which a list of grants is narrowed. */
export const grantListStates = ['active', 'suspended', 'expired', 'revoked'] as const;

/** One page of grants, newest first, and how many there are by the same conditions. */
export async function grantsMatching(reader: Reader, query: GrantQuery): Promise<{ records: GrantRecord[]; total: number }> {
  const counted = await matching(reader, query)
    .select((field) => field.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  let page = matching(reader, query)
    .selectAll('held')
    .select(further)
    .orderBy('held.granted_at', 'desc')
    .orderBy('held.id', 'desc')
    .limit(query.limit);
  const { after } = query;
  if (after) {
    page = page.where((where) =>
      where.or([
        where('held.granted_at', '<', after.grantedAt),
        where.and([where('held.granted_at', '=', after.grantedAt), where('held.id', '<', after.id)]),
      ]),
    );
  }
  return { records: (await page.execute()).map(recordFrom), total: counted.total };
}

/** A grant that has run out, with its end (excluded). */
export type RanOutGrant = { readonly id: string; readonly entryId: string; readonly version: number; readonly validTo: Date };

/** A grant that has run out and still stands as a use of its entry, locked until the transaction ends; one that another process ends is left to it. */
export async function lockRanOutGrant(tx: Transaction, at: Date): Promise<RanOutGrant | undefined> {
  return tx
    .withTables<SharingTables>()
    .selectFrom('sharing.share_grant')
    .select(['id', 'entry_id as entryId', 'version', 'valid_to as validTo'])
    .where('state', '=', 'active')
    .where('use_ended', '=', false)
    .where('valid_to', '<=', at)
    .orderBy('valid_to')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** Remembers that the register knows of a grant's end. */
export async function markUseEnded(tx: Transaction, grantId: string): Promise<void> {
  await tx.withTables<SharingTables>().updateTable('sharing.share_grant').set({ use_ended: true }).where('id', '=', grantId).execute();
}
