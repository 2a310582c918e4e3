import { dayIn } from '@karez/kit/clock';
import { dayAfter } from '@karez/kit/day';
import { grantClientsMax } from '@karez/policy/grant/grant';
import { businessSystemById, clientsOfSystem } from '#modules/identity';
import { endOfDay, startClock } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { Agreement } from './agreement.ts';
import { nextNumber, type ApplicationRecord } from './application-store.ts';
import { insertGrant, type GrantRecord } from './grant-store.ts';
import type { GrantDocument } from './grant.ts';
import { holdsPersonalData, type RequestableEntry } from './requestable.ts';
import type { AgreedReply } from './standing-reply.ts';

type GrantNeeds = Pick<Needs, 'clock' | 'newId' | 'config'>;
type BusinessSystem = NonNullable<Awaited<ReturnType<typeof businessSystemById>>>;
export type Granting = {
  readonly application: ApplicationRecord;
  readonly entry: RequestableEntry;
  readonly reply: AgreedReply;
  readonly agreement: Agreement;
};

/** Issues the grant that an agreement gives, its first version, and starts the provider's clock of 809-22. */
export async function issueGrant(tx: Transaction, needs: GrantNeeds, granting: Granting): Promise<GrantRecord> {
  const { application, entry, agreement } = granting;
  const document = await grantDocument(tx, needs, granting);
  const grant: GrantRecord = {
    id: document.grantId,
    state: 'active',
    providerRegionCode: application.providerRegionCode,
    authorityRegionCode: application.authorityRegionCode,
    document,
    agreementId: agreement.id,
    deliveredAt: null,
    validTo: new Date(document.validTo),
    revocation: null,
  };
  await insertGrant(tx, grant);
  await startClock(tx, {
    id: needs.newId(),
    caseKind: 'sharing.grant',
    caseId: grant.id,
    ruleKey: 'sharing.provide',
    ...(application.ruleSetId === null ? {} : { ruleSetId: application.ruleSetId }),
    dutyOrgId: entry.provider.id,
    region: entry.provider.regionCode,
    startedAt: needs.clock.now(),
  });
  return grant;
}

async function grantDocument(tx: Transaction, { newId, clock, config }: GrantNeeds, granting: Granting): Promise<GrantDocument> {
  const { application, entry, agreement } = granting;
  const zone = config.KAREZ_TIME_ZONE;
  const at = clock.now();
  const system = await systemOf(tx, application);
  const clients = await clientsOfSystem(tx, system.id);
  return {
    ...agreedPart(granting, at),
    grantId: newId(),
    no: await nextNumber(tx, `SQD-${application.providerRegionCode}`, dayIn(zone, at)),
    version: 1,
    requesterOrgId: application.requesterOrgId,
    providerOrgId: entry.provider.id,
    systemId: system.id,
    systemName: system.name,
    clientIds: clients.flatMap((client) => (client.state === 'active' ? [client.id] : [])).slice(0, grantClientsMax),
    validFrom: endOfDay(zone, dayAfter(agreement.terms.validFrom, -1)).toISOString(),
    validTo: endOfDay(zone, agreement.terms.validTo).toISOString(),
    restrictions: [],
    grantedAt: at.toISOString(),
  };
}

/** What an agreement says anew of a grant, whether it is issued or renewed by it. */
export function agreedPart({ application, entry, reply, agreement }: Granting, at: Date) {
  const { content } = application;
  if (content.usePurpose === null) throw new Error(`application ${application.id} was received without a purpose`);
  return {
    applicationId: application.id,
    entryId: entry.entryId,
    entryCode: entry.code,
    entryName: entry.name,
    entryVersion: entry.version,
    items: agreement.terms.items,
    // Left out, a renewed grant keeps the rows that it gives: it is never widened by saying nothing.
    ...(agreement.terms.rowFilter ? { rowFilter: agreement.terms.rowFilter } : {}),
    personal: holdsPersonalData(
      entry,
      agreement.terms.items.map((item) => item.no),
    ),
    purpose: content.usePurpose,
    matter: content.matter,
    matterFormat: content.matterFormat,
    legalBasis: content.useBasis.map((basis) => ({ instrument: basis.title, article: basis.article })),
    quota: reply.quota,
    agreementDigest: agreement.digest,
    approvedAt: at.toISOString(),
    agreedAt: at.toISOString(),
  };
}

async function systemOf(tx: Transaction, { id, content }: ApplicationRecord): Promise<BusinessSystem> {
  const system = content.systemId === null ? undefined : await businessSystemById(tx, content.systemId);
  if (!system) throw new Error(`application ${id} was received without a business system`);
  return system;
}
