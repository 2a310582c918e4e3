import { randomBytes } from 'node:crypto';
import { MINUTE_MS, type Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';
import type { Listener } from '#platform/outbox';
import { demandOrganisationListeners } from './demand/hear-organisations.ts';
import { demandTermListeners } from './demand/hear-terms.ts';
import { watchDemandPromises } from './demand/watch-promises.job.ts';
import { disposalListeners } from './disposal/hear-disposals.ts';
import { disputeListeners } from './dispute/hear-disputes.ts';
import { openDisposals } from './disposal/open-disposals.job.ts';
import { filingListeners } from './filing/hear-filings.ts';
import { bringFilingsIntoForce } from './filing/take-effect.job.ts';
import { endExpiredUses } from './end-expired-uses.job.ts';
import { tellExpiring } from './renewal/tell-expiring.job.ts';
import { offerListeners } from './offer/hear-ends.ts';
import { lapseOffers } from './offer/lapse-offers.job.ts';
import { stoppageListeners } from './stoppage/hear-services.ts';
import { watchStoppages } from './stoppage/watch-stoppages.job.ts';
import { supplementListeners } from './supplement/hear-terms.ts';
import { suspensionListeners } from './suspension/hear-terms.ts';
import { fillUseRecords } from './use-record/fill-use-records.job.ts';
import { useRecordListeners } from './use-record/hear-terms.ts';
import { transferListeners, type SuccessionNeeds } from './succession/hear-transfers.ts';

/** The module's background work; the worker runs each every minute, where nothing else is said. */
export function sharingJobs(needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>): readonly Job[] {
  return [
    {
      id: 'sharing.watch-demand-promises',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await watchDemandPromises(needs);
      },
    },
    {
      id: 'sharing.tell-expiring',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await tellExpiring(needs);
      },
    },
    {
      id: 'sharing.fill-use-records',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await fillUseRecords({ ...needs, seed: () => randomBytes(16).toString('hex') });
      },
    },
    {
      id: 'sharing.end-expired-uses',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await endExpiredUses(needs);
      },
    },
    {
      id: 'sharing.open-disposals',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await openDisposals(needs);
      },
    },
    {
      id: 'sharing.watch-stoppages',
      when: { everyMs: 5 * MINUTE_MS },
      run: async () => {
        await watchStoppages(needs);
      },
    },
    {
      id: 'sharing.lapse-offers',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await lapseOffers(needs);
      },
    },
    {
      id: 'sharing.bring-filings-into-force',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await bringFilingsIntoForce(needs);
      },
    },
  ];
}

/** What the module listens to; wired in the worker. */
export function sharingListeners(needs: SuccessionNeeds): readonly Listener[] {
  return [
    ...transferListeners(needs),
    ...useRecordListeners(needs),
    ...supplementListeners(needs),
    ...suspensionListeners(needs),
    ...disposalListeners(needs),
    ...disputeListeners(needs),
    ...filingListeners(needs),
    ...stoppageListeners(needs),
    ...offerListeners(needs),
    ...demandTermListeners(needs),
    ...demandOrganisationListeners(needs),
  ];
}
