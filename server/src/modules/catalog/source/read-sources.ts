import type { DatumSource as SourceAnswer } from '@karez/contract/catalog/source';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { isInsider, seesWorking } from '../catalog-policy.ts';
import { isDenied } from '../denial/shown-items.ts';
import { visibleFile } from '../entry/entry-file.ts';
import { providersNow, sourcesOf } from './source-store.ts';
import { holdsFor } from './source.ts';

/** Sources of the versions that the actor sees; of what is not shared only its own unit and its authority see any. */
export async function readSources(
  reader: Reader,
  { actor, entryId }: { actor: Actor; entryId: string },
): Promise<{ items: SourceAnswer[] } | Refusal> {
  const file = await visibleFile(reader, { actor, entryId });
  if (isRefusal(file)) return file;
  const { live, working } = file;
  const seesLive = live !== null && (live.content.shareType !== 'denied' || isInsider(actor, file));
  // Of a denied item others learn its name, reason and basis only.
  const denied =
    live === null || isInsider(actor, file) ? [] : live.content.items.filter((item) => isDenied(item, live.content)).map(({ no }) => no);
  const cited = await sourcesOf(reader, entryId);
  const holders = await providersNow(
    reader,
    cited.flatMap(({ sourceEntryId }) => (sourceEntryId === null ? [] : [sourceEntryId])),
  );
  const items = cited.flatMap((one): SourceAnswer[] => {
    const isLive = seesLive && holdsFor(one, live.no) && !(one.place === 'item' && denied.includes(one.no));
    const isWorking = working !== null && seesWorking(actor, file) && holdsFor(one, working.no);
    if (!isLive && !isWorking) return [];
    const { place, no, name, elementId, sourceEntryId, sourceItemNo, sourceName, sourceItemName, organisationId, organisationName } = one;
    return [
      {
        place,
        no: no === 0 ? null : no,
        name,
        source: {
          elementId,
          entryId: sourceEntryId,
          itemNo: sourceItemNo,
          name: sourceName,
          itemName: sourceItemName,
          organisationId,
          organisationName,
          own: (sourceEntryId === null ? organisationId : holders.get(sourceEntryId)) === file.entry.provider.organisationId,
        },
        live: isLive,
        working: isWorking,
        citedAt: one.citedAt.toISOString(),
      },
    ];
  });
  return { items };
}
