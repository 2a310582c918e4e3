import { authorityFor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';

/** An application as it stands before the department that provides its entry now, with the authority that is competent between the two. */
export async function underProvider(
  reader: Reader,
  application: ApplicationRecord,
  provider: { readonly id: string; readonly regionCode: string },
): Promise<ApplicationRecord> {
  if (application.providerOrgId === provider.id) return application;
  const authority = await authorityFor(reader, { regionCodes: [provider.regionCode, application.requesterRegionCode] });
  return {
    ...application,
    providerOrgId: provider.id,
    providerRegionCode: provider.regionCode,
    authorityRegionCode: authority?.regionCode ?? provider.regionCode,
  };
}
