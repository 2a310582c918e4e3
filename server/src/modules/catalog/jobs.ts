import { acknowledgementListeners } from './acknowledgement/hear-clocks.ts';
import { watchGrants, type WatchNeeds } from './acknowledgement/watch-grants.job.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Job } from '#platform/jobs';
import type { Needs } from '#platform/needs';
import { adjustmentListeners } from './adjustment/hear-terms.ts';
import { placeChanges } from './change-feed/place-changes.ts';
import { endFormerSecrets } from './webhook/end-former-secrets.job.ts';
import { webhookListeners } from './webhook/hear-dissolution.ts';
import { openSender } from './webhook/send-message.ts';
import { tellWebhooks } from './webhook/tell-webhooks.job.ts';
import { followRules } from './denial/follow-reassessment.ts';
import { serviceListeners } from './listing/hear-services.ts';
import type { ListingNeeds } from './listing/list-entry.ts';
import { watchFreshness } from './listing/watch-freshness.job.ts';
import { watchPromises } from './listing/watch-promises.job.ts';
import { conformanceJobs } from './conformance/conformance-jobs.ts';
import { importJobs } from './import/import-jobs.ts';
import type { Listener } from '#platform/outbox';
import { watchRecalls } from './recall/watch-recalls.ts';
import { articleListeners } from './revision-case/hear-articles.ts';
import { followRegister } from './revision-case/follow-register.job.ts';
import type { StatusNeeds } from './status/status-handing.ts';
import { tellSubscribers } from './subscription/tell-subscribers.job.ts';
import { readEntriesAloud } from './search/read-aloud.job.ts';
import { organisationListeners } from './transfer/hear-organisations.ts';
import { renamingJobs } from './transfer/rename-provider.job.ts';

/** Endpoints that are told at a time: one that thinks long holds up only its lane. */
const WEBHOOK_LANES = 4;

/** The catalogue's background work: what the worker runs. */
export function catalogJobs(needs: Needs & Pick<WatchNeeds, 'grantsOn'>): readonly Job[] {
  const send = openSender(needs.config);
  return [
    ...importJobs(needs),
    ...conformanceJobs(needs),
    ...renamingJobs(needs),
    { id: 'catalog.place-changes', when: { everyMs: SECOND_MS / 4 }, run: () => placeChanges(needs, { batches: 20 }) },
    { id: 'catalog.tell-subscribers', when: { everyMs: SECOND_MS }, run: () => tellSubscribers(needs) },
    {
      id: 'catalog.tell-webhooks',
      when: { everyMs: SECOND_MS / 4, lanes: WEBHOOK_LANES },
      run: () => tellWebhooks({ ...needs, send, chance: Math.random }),
    },
    { id: 'catalog.end-webhook-secrets', when: { everyMs: MINUTE_MS }, run: () => endFormerSecrets(needs) },
    {
      id: 'catalog.read-entries-aloud',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await readEntriesAloud(needs);
      },
    },
    {
      id: 'catalog.follow-rules',
      when: { everyMs: HOUR_MS },
      run: async () => {
        await followRules(needs);
      },
    },
    {
      id: 'catalog.follow-register',
      when: { everyMs: 10 * MINUTE_MS },
      run: async () => {
        await followRegister(needs);
      },
    },
    {
      id: 'catalog.watch-freshness',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await watchFreshness(needs);
      },
    },
    {
      id: 'catalog.watch-grants',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await watchGrants(needs);
        await watchRecalls(needs);
      },
    },
    {
      id: 'catalog.watch-promises',
      when: { everyMs: MINUTE_MS },
      run: async () => {
        await watchPromises(needs);
      },
    },
  ];
}

/** What the catalogue listens to; wired in the worker. The module that runs services lends the question which are in operation. */
export function catalogListeners(needs: ListingNeeds & Pick<StatusNeeds, 'applicantsOf'>): readonly Listener[] {
  return [
    ...serviceListeners(needs),
    ...articleListeners(needs),
    ...organisationListeners(needs),
    ...webhookListeners(needs),
    ...acknowledgementListeners(needs),
    ...adjustmentListeners(needs),
  ];
}
