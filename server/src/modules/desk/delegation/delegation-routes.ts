import * as contract from '@karez/contract/desk/delegation';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { SessionActor } from '#modules/identity';
import { serve, type Call, type Served } from '#platform/http/serve';

import { actAsSelf, actFor } from './act-for.ts';
import type { DelegationNeeds } from './delegation-step.ts';
import { giveDelegation } from './give-delegation.ts';
import { readDelegable, readDelegatedActs, readDelegation, readDelegations } from './read-delegations.ts';
import { revokeDelegation } from './revoke-delegation.ts';

type Asked<R> = Call<R, SessionActor>;

/** The HTTP door of delegation (代, AB岗). */
export function delegationRoutes(needs: DelegationNeeds): Served<SessionActor>[] {
  const reading = { ...needs, reader: needs.database.reader };
  const shown = async (actor: SessionActor, done: { delegationId: string } | Refusal) =>
    isRefusal(done) ? done : readDelegation(reading, actor, done.delegationId);
  return [
    serve(contract.listDelegations, ({ actor, query }: Asked<typeof contract.listDelegations>) => readDelegations(reading, actor, query)),
    serve(contract.readDelegable, ({ actor }: Asked<typeof contract.readDelegable>) => readDelegable(reading, actor)),
    serve(contract.giveDelegation, async ({ actor, body, origin }: Asked<typeof contract.giveDelegation>) => {
      const { code, ...wanted } = body;
      return shown(actor, await giveDelegation(needs, { actor, wanted, code, origin }));
    }),
    serve(contract.revokeDelegation, async ({ actor, params, origin }: Asked<typeof contract.revokeDelegation>) =>
      shown(actor, await revokeDelegation(needs, { actor, ...params, origin })),
    ),
    serve(contract.actFor, async ({ actor, body, origin }: Asked<typeof contract.actFor>) =>
      shown(actor, await actFor(needs, { actor, ...body, origin })),
    ),
    serve(contract.actAsSelf, ({ actor, origin }: Asked<typeof contract.actAsSelf>) => actAsSelf(needs, { actor, origin })),
    serve(contract.listDelegatedActs, ({ actor, params, query }: Asked<typeof contract.listDelegatedActs>) =>
      readDelegatedActs(reading, actor, { ...params, ...query }),
    ),
  ];
}
