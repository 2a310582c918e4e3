import * as contract from '@karez/contract/sharing/offer';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import { shownApplication } from '../shown-application.ts';
import { claimOffer, endWithReason } from './answer-offer.ts';
import { prepareOffer } from './prepare-offer.ts';
import { listOffers, shownOffer } from './read-offers.ts';

/** The HTTP door of applications that their provider has prepared. */
export function offerRoutes(needs: Needs): Served[] {
  const reading = (database: Needs['database']) => ({ ...needs, reader: database.reader });
  return [
    serve(contract.listOffers, ({ actor, query, database }) => listOffers(reading(database), { ...query, actor })),
    serve(contract.prepareOffer, async ({ actor, body, origin, database }) =>
      shownOffer(reading(database), actor, await prepareOffer({ ...needs, database }, { ...body, actor, origin })),
    ),
    serve(contract.claimOffer, async (call) => {
      const { actor, params, origin, database } = call;
      return shownApplication(needs, call, await claimOffer({ ...needs, database }, { ...params, actor, origin }));
    }),
    serve(contract.declineOffer, async ({ actor, params, body, origin, database }) =>
      shownOffer(reading(database), actor, await endWithReason(needs, { ...params, ...body, actor, origin, action: 'decline' })),
    ),
    serve(contract.withdrawOffer, async ({ actor, params, body, origin, database }) =>
      shownOffer(reading(database), actor, await endWithReason(needs, { ...params, ...body, actor, origin, action: 'withdraw' })),
    ),
  ];
}
