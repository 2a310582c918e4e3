import * as contract from '@karez/contract/catalog/status';
import type { Needs } from '#platform/needs';
import { serve, type Served } from '#platform/http/serve';
import { commandOf, tagged } from '../entry/entry-call.ts';
import { beginStatusChange } from './begin-status-change.ts';
import { decideStatusRequest, liftSuspension, withdrawStatusRequest } from './end-status-change.ts';
import { retireOrphaned } from './retire-orphaned.ts';
import type { StatusNeeds } from './status-handing.ts';

/** HTTP door of retirement, restoration and suspension; part of the catalogue's. */
export function statusRoutes(needs: Needs & Pick<StatusNeeds, 'applicantsOf'>): Served[] {
  return [
    serve(contract.requestRetirement, async (call) => {
      const { lastDay, ...body } = call.body;
      const command = { ...commandOf(call), ...body, dueOn: lastDay, kind: 'retirement' } as const;
      return tagged(call, await beginStatusChange({ ...needs, database: call.database }, command));
    }),
    serve(contract.requestRestoration, async (call) => {
      const command = { ...commandOf(call), ...call.body, dueOn: null, successorId: null, kind: 'restoration' } as const;
      return tagged(call, await beginStatusChange({ ...needs, database: call.database }, command));
    }),
    serve(contract.suspendEntry, async (call) => {
      const { rectifyBy, ...body } = call.body;
      const command = { ...commandOf(call), ...body, dueOn: rectifyBy, successorId: null, kind: 'suspension' } as const;
      return tagged(call, await beginStatusChange({ ...needs, database: call.database }, command));
    }),
    serve(contract.withdrawStatusRequest, async (call) =>
      tagged(call, await withdrawStatusRequest({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.decideStatusRequest, async (call) =>
      tagged(call, await decideStatusRequest({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.retireOrphaned, async (call) =>
      tagged(call, await retireOrphaned({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
    serve(contract.liftSuspension, async (call) =>
      tagged(call, await liftSuspension({ ...needs, database: call.database }, { ...call.body, ...commandOf(call) })),
    ),
  ];
}
