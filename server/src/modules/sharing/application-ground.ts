import { businessSystemById } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { ApplicationGround } from './application-content.ts';
import type { ApplicationRecord } from './application-store.ts';
import { conditionsUnder } from './backflow/backflow.ts';
import { findGrant } from './grant-store.ts';
import { setOf } from './questions/asked-questions.ts';
import type { RequestableEntry } from './requestable.ts';

/** What the rules of completeness look at for one application on a day of the region. */
export async function groundOf(
  reader: Reader,
  application: ApplicationRecord,
  { entry, today }: { entry: RequestableEntry; today: string },
): Promise<ApplicationGround> {
  const { systemId } = application.content;
  const system = systemId === null ? undefined : await businessSystemById(reader, systemId);
  const isUsable = system?.state === 'running' && system.orgId === application.requesterOrgId;
  const renewed = application.renewsGrantId === null ? undefined : await findGrant(reader, application.renewsGrantId);
  return {
    items: entry.items,
    monthsMax: conditionsUnder(application.content, entry).monthsMax,
    today,
    runningSystemIds: isUsable ? [system.id] : [],
    renewedSystemId: renewed?.document.systemId ?? null,
    questionSet: await setOf(reader, application.content),
    shareType: entry.shareType,
  };
}
