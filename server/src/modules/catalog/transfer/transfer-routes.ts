import * as contract from '@karez/contract/catalog/transfer';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';
import type { StatusNeeds } from '../status/status-handing.ts';
import { acceptTransfer, declineTransfer, nameReceiver, visibleTransfer } from './answer-transfer.ts';
import { orderTransfer } from './order-transfer.ts';
import { readTransferable } from './read-transferable.ts';
import { readTransfers } from './read-transfers.ts';
import { transferView } from './transfer-view.ts';

/** HTTP door of transfers; part of the catalogue's. */
export function transferRoutes(needs: Needs & Pick<StatusNeeds, 'applicantsOf'>): Served[] {
  return [
    serve(contract.listTransfers, ({ actor, query, database }) => readTransfers(database.reader, { actor, ...query })),
    serve(contract.listTransferable, ({ actor, query, database }) => readTransferable(database.reader, { actor, ...query })),
    serve(contract.getTransfer, async ({ actor, params, database }) => {
      const seen = await visibleTransfer(database.reader, { actor, ...params });
      return isRefusal(seen) ? seen : transferView(actor, seen);
    }),
    serve(contract.orderTransfer, ({ actor, origin, body, database }) => orderTransfer({ ...needs, database }, { actor, origin, ...body })),
    serve(contract.nameReceiver, ({ actor, origin, params, body, database }) =>
      nameReceiver({ ...needs, database }, { actor, origin, ...params, ...body }),
    ),
    serve(contract.acceptTransfer, ({ actor, origin, params, body, database }) =>
      acceptTransfer({ ...needs, database }, { actor, origin, ...params, ...body }),
    ),
    serve(contract.declineTransfer, ({ actor, origin, params, body, database }) =>
      declineTransfer({ ...needs, database }, { actor, origin, ...params, ...body }),
    ),
  ];
}
