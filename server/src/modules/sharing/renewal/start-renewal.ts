import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { joinedTo } from '#platform/database';
import { mayActOn, maySeeGrant } from '../grant-policy.ts';
import { lockGrant } from '../grant-store.ts';
import { boundItemsOf } from '../dispute/dispute-store.ts';
import { startApplication } from '../start-application.ts';
import { formerOf } from './former.ts';
import { renewalContent } from './renewal.ts';
import { renewalsUnderWay } from './renewal-store.ts';

export type StartRenewal = { readonly actor: Actor; readonly grantId: string; readonly origin: string };
type StartNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;

/**
 * 续期、变更: opens an application that is written in what runs now, and takes over from it once both sides have signed (809-25). Nothing of the grant
 * changes until then; one at a time.
 */
export async function startRenewal(
  needs: StartNeeds,
  { actor, grantId, origin }: StartRenewal,
): Promise<{ applicationId: string } | Refusal> {
  const at = needs.clock.now();
  return needs.database.transaction(async (tx) => {
    const grant = await lockGrant(tx, grantId);
    if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
    const permitted = mayActOn(actor, 'renew', { grant, now: at });
    if (isRefusal(permitted)) return permitted;
    if ((await renewalsUnderWay(tx, [grantId])).length > 0) return refuse('sharing.renewal.under-way');
    const former = await formerOf(tx, grant.document, needs.config.KAREZ_TIME_ZONE);
    const wonNos = await boundItemsOf(tx, { applicationId: null, grantId });
    const today = dayIn(needs.config.KAREZ_TIME_ZONE, at);
    return startApplication(
      { ...needs, database: joinedTo(tx) },
      {
        actor,
        entryId: grant.document.entryId,
        origin,
        renewsGrantId: grantId,
        // What gives the rows of one region goes on giving these.
        backflow: grant.document.rowFilter !== undefined,
        content: (items) =>
          renewalContent(former, { sharedNos: items.flatMap(({ no, shareType }) => (shareType === 'denied' ? [] : [no])), wonNos, today }),
      },
    );
  });
}
