import * as contract from '@karez/contract/catalog-dcat';
import type { Route } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { originWindow } from '#platform/http/origin-window';
import { serve, type Call } from '#platform/http/serve';
import { exportDcat, exportDcatEntry, type DcatNeeds } from './export-dcat.ts';

type Asking = Pick<Call<Route>, 'actor' | 'origin' | 'accept' | 'setHeader'>;

/** Who asks for which form; caches must know that another `Accept` gets another answer. */
function askedBy({ actor, origin, accept, setHeader }: Asking, suffix: string | undefined) {
  if (suffix === undefined) setHeader('vary', 'accept');
  return { actor, origin, accept, suffix };
}

/** Lets each origin read so many documents a minute without a credential: each costs a search and a record of evidence. */
function anonymousLimit({ clock, config }: DcatNeeds): (call: Asking) => true | Refusal {
  const reads = originWindow({ clock, perMinuteMax: config.KAREZ_CATALOG_ANONYMOUS_PER_MINUTE_MAX });
  return ({ actor, origin }) => {
    if (actor.kind !== 'anonymous' || !config.KAREZ_CATALOG_ANONYMOUS) return true;
    const retryAfterSeconds = reads.take(origin);
    return retryAfterSeconds === null ? true : refuse('catalog.dcat.too-often', { retryAfterSeconds });
  };
}

export function dcatRoutes(needs: DcatNeeds) {
  const mayRead = anonymousLimit(needs);
  return [
    serve(contract.exportDcat, async (call) => {
      const open = mayRead(call);
      if (isRefusal(open)) return open;
      return exportDcat({ ...needs, database: call.database }, { ...askedBy(call, undefined), query: call.query });
    }),
    serve(contract.exportDcatAs, async (call) => {
      const open = mayRead(call);
      if (isRefusal(open)) return open;
      return exportDcat({ ...needs, database: call.database }, { ...askedBy(call, call.params.suffix), query: call.query });
    }),
    serve(contract.exportDcatEntry, async (call) => {
      const open = mayRead(call);
      if (isRefusal(open)) return open;
      const [entryId = '', suffix] = call.params.document.split('.');
      return exportDcatEntry({ ...needs, database: call.database }, { ...askedBy(call, suffix), entryId });
    }),
  ];
}
