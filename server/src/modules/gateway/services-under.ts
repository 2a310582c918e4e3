import { isRefusal } from '@karez/kit/refusal';
import type { Reader } from '#platform/database';
import type { MappedEntry } from './person-source.ts';
import { findOnlineServices } from './service-store.ts';
import { operationsStillFit } from './service.ts';

/** Services of an entry in operation, and whether a version with such items would close each: judged as when it comes into force. */
export async function servicesUnder(
  reader: Reader,
  entryId: string,
  next: MappedEntry,
): Promise<{ id: string; name: string; closes: boolean }[]> {
  const services = await findOnlineServices(reader, entryId);
  return services.map((service) => ({ id: service.id, name: service.name, closes: isRefusal(operationsStillFit(service, next)) }));
}
