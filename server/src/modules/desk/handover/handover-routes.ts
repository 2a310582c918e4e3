import * as contract from '@karez/contract/desk/handover';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';

import { handOver } from './hand-over.ts';
import { lentHands } from './lent-hands.ts';
import { readHandover, readHandovers } from './read-handovers.ts';
import { readHandoverPeople, readHandoverPlan, type HandoverNeeds } from './read-plan.ts';

/** The HTTP door of hand-overs (移交). */
export function handoverRoutes(lent: HandoverNeeds): Served[] {
  const needs = { ...lent, heldInPerson: [...lent.heldInPerson, lentHands(lent)] };
  const reading = { ...needs, reader: needs.database.reader };
  return [
    serve(contract.readHandoverPeople, ({ actor }) => readHandoverPeople(reading, actor)),
    serve(contract.readHandoverPlan, ({ actor, query }) => readHandoverPlan(reading, actor, query)),
    serve(contract.listHandovers, ({ actor, query }) => readHandovers(reading, actor, query)),
    serve(contract.readHandover, ({ actor, params }) => readHandover(reading, actor, params.handoverId)),
    serve(contract.handOver, async ({ actor, body, origin, database }) => {
      const done = await handOver({ ...needs, database }, { actor, wanted: body, origin });
      return isRefusal(done) ? done : readHandover({ ...needs, reader: database.reader }, actor, done.handoverId);
    }),
  ];
}
