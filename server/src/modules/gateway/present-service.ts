import type { GatewayService, ServiceSummary } from '@karez/contract/gateway/schemas';
import type { Language } from '@karez/contract/wording';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findPublishedEntry } from '#modules/catalog';
import { organisations, type Actor, type Organisation } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { servicesPrefix } from './runtime/service-route.ts';
import { shownReason } from './offline-reason.ts';
import { allowedOn, mayInspectService } from './service-policy.ts';
import { findService, servicesOnline, servicesVisible, type ServiceQuery } from './service-store.ts';
import type { Service } from './service.ts';

type ShowingNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;
/** Where machine clients get their tokens, below the portal's address. */
const tokenPath = '/oauth/token';

/** One page of services, in the order of their registration. */
export async function listServices(
  { database }: ShowingNeeds,
  { actor, query }: { actor: Actor; query: Omit<ServiceQuery, 'orgId'> },
): Promise<{ items: ServiceSummary[]; next: string | null; total: number }> {
  const { services, total } = await servicesVisible(database.reader, {
    ...query,
    orgId: actor.orgId,
    // A cursor that no list gave out counts as none.
    after: query.after !== null && isId(query.after) ? query.after : null,
    limit: query.limit + 1,
  });
  const page = services.slice(0, query.limit);
  const next = services.length > query.limit ? (page.at(-1)?.id ?? null) : null;
  const providers = await organisations(database.reader, { ids: [...new Set(page.map(({ orgId }) => orgId))] });
  return { items: page.map((service) => summaryOf(service, actor, providers.get(service.orgId))), next, total };
}

/** A service as the caller may see it: how to call it for everybody; its inner address, and which value names a person, for the provider only. */
export async function showService(
  needs: ShowingNeeds,
  { actor, serviceId, language }: { actor: Actor; serviceId: string; language: Language },
): Promise<GatewayService | Refusal> {
  const { reader } = needs.database;
  const service = await findService(reader, serviceId);
  if (!service) return refuse('gateway.service.not-found');
  const provider = (await organisations(reader, { ids: [service.orgId] })).get(service.orgId);
  if (!mayInspectService(actor, service, { regionCode: provider?.regionCode ?? null })) return refuse('gateway.service.not-found');
  const isProvider = actor.orgId === service.orgId;
  return {
    ...summaryOf(service, actor, provider),
    version: service.version,
    systemId: service.systemId,
    baseUrl: isProvider ? service.baseUrl : null,
    timeoutMs: service.timeoutMs,
    operations: service.operations.map((operation) => (isProvider ? operation : { ...operation, person: null })),
    ...(await entryOf(reader, needs, service)),
    calling: callingOf(needs.config, service),
    changedAt: service.changedAt.toISOString(),
    offlineReason: shownReason(service.offlineReason, language),
  };
}

/** Items of the entry as it is published now; none where it is no longer published. */
async function entryOf(
  reader: Reader,
  { clock, config }: ShowingNeeds,
  service: Service,
): Promise<Pick<GatewayService, 'items' | 'holdsPersonalData'>> {
  const entry = await findPublishedEntry(reader, service.entryId, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  if (isRefusal(entry)) return { items: [], holdsPersonalData: false };
  const items = entry.items.map(({ no, nameZh, fieldName, shareType }) => ({
    no,
    nameZh,
    fieldName: shareType === 'denied' ? null : fieldName,
  }));
  return { items, holdsPersonalData: entry.holdsPersonalData };
}

/** How departments call the services that are online for some entries; what any of them may see of each. */
export async function onlineServicesOf(
  { config, reader }: Pick<Needs, 'config'> & { readonly reader: Reader },
  entryIds: readonly string[],
): Promise<{ id: string; entryId: string; name: string; url: string }[]> {
  const services = await servicesOnline(reader, entryIds);
  return services.map(({ id, code, name, entryId }) => ({ id, entryId, name, url: urlOf(config, code) }));
}

function urlOf(config: Needs['config'], code: string): string {
  return `${config.KAREZ_GATEWAY_URL}${servicesPrefix}${code}`;
}

function callingOf(config: Needs['config'], service: Service): GatewayService['calling'] {
  return {
    url: urlOf(config, service.code),
    tokenEndpoint: `${config.KAREZ_PUBLIC_URL}${tokenPath}`,
    matterHeader: 'Karez-Matter',
    operatorHeader: 'Karez-Operator',
    grantHeader: 'Karez-Grant',
  };
}

function summaryOf(service: Service, actor: Actor, provider: Organisation | undefined): ServiceSummary {
  return {
    id: service.id,
    code: service.code,
    name: service.name,
    state: service.state,
    entry: { id: service.entryId, code: service.entryCode, name: service.entryName },
    provider: { id: service.orgId, name: provider?.name ?? '' },
    operationCount: service.operations.length,
    onlineSince: service.onlineSince?.toISOString() ?? null,
    allowed: allowedOn(actor, service, { regionCode: provider?.regionCode ?? null }),
  };
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
