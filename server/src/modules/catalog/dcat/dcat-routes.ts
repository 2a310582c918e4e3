import * as contract from '@karez/contract/catalog-dcat';
import { serve, type Call } from '#platform/http/serve';
import type { Route } from '@karez/contract/route';
import { exportDcat, exportDcatEntry, type DcatNeeds } from './export-dcat.ts';

type Asking = Pick<Call<Route>, 'actor' | 'origin' | 'accept' | 'setHeader'>;

/** Who asks for which form; caches must know that another `Accept` gets another answer. */
function askedBy({ actor, origin, accept, setHeader }: Asking, suffix: string | undefined) {
  if (suffix === undefined) setHeader('vary', 'accept');
  return { actor, origin, accept, suffix };
}

export function dcatRoutes(needs: DcatNeeds) {
  return [
    serve(contract.exportDcat, (call) =>
      exportDcat({ ...needs, database: call.database }, { ...askedBy(call, undefined), query: call.query }),
    ),
    serve(contract.exportDcatAs, (call) =>
      exportDcat({ ...needs, database: call.database }, { ...askedBy(call, call.params.suffix), query: call.query }),
    ),
    serve(contract.exportDcatEntry, (call) => {
      const [entryId = '', suffix] = call.params.document.split('.');
      return exportDcatEntry({ ...needs, database: call.database }, { ...askedBy(call, suffix), entryId });
    }),
  ];
}
