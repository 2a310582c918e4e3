import type { Application } from '@karez/contract/sharing/schemas';
import { organisationById } from '#modules/identity';
import type { Reader } from '#platform/database';
import { offerOf } from './offer-store.ts';

/** By which department an application was prepared, and why; both its sides read it. What no longer fitted is its own department's. */
export async function presentOffer(reader: Reader, applicationId: string, ownSide: boolean): Promise<Application['offer']> {
  const offer = await offerOf(reader, applicationId);
  if (!offer) return null;
  const { id: offerId, providerOrgId: id, content, preparedAt, leftOut } = offer;
  return {
    offerId,
    organisation: { id, name: (await organisationById(reader, id))?.name ?? '' },
    words: content.words,
    preparedAt: preparedAt.toISOString(),
    leftBehind: ownSide ? [...leftOut] : [],
  };
}
