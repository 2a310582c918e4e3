import type { ApplicationContent, RenewalChange } from '@karez/contract/sharing/schemas';
import type { GrantDocument } from '../grant.ts';
import { changedPlaces } from '../supplement/supplement.ts';

/** What runs now: the words it was asked for with, and what was agreed. `lastDay` of the region. */
export type Former = {
  readonly content: ApplicationContent;
  readonly document: Pick<GrantDocument, 'items' | 'systemId' | 'quota'>;
  readonly lastDay: string;
};

/**
 * What a renewal begins with: what was asked for before, of what was agreed to only what the entry still shares,
 * with what a dispute has won besides (809-28). It takes over on the day on which both have
 * signed, so it begins today; how long it is to last, and the commitment, are said anew.
 */
export function renewalContent(
  { content, document }: Former,
  { sharedNos, wonNos, today }: { sharedNos: readonly number[]; wonNos: readonly number[]; today: string },
): ApplicationContent {
  const wanted = new Set([...document.items.map(({ no }) => no), ...wonNos]);
  const itemNos = [...wanted].filter((no) => sharedNos.includes(no));
  return { ...content, itemNos, systemId: document.systemId, validFrom: today, validTo: null, commitment: false };
}

/** In which places a renewal asks for something else than what runs, and whether for more of it. The first day and the commitment are not asked for. */
export function changesOf(former: Former, wanted: ApplicationContent): RenewalChange[] {
  const asked = {
    ...former.content,
    itemNos: former.document.items.map(({ no }) => no),
    systemId: former.document.systemId,
    validFrom: wanted.validFrom,
    validTo: former.lastDay,
  };
  const itemNos = [...wanted.itemNos].toSorted((one, other) => one - other);
  return changedPlaces({ ...asked, itemNos: asked.itemNos.toSorted((one, other) => one - other) }, { ...wanted, itemNos }).map((place) => ({
    place,
    kind: kindOf(place, asked, wanted),
  }));
}

type Measure = (before: ApplicationContent, after: ApplicationContent) => readonly (readonly [number, number])[];

/** Places of which one can ask for more or for less, by numbers that say how much. */
const measures: Readonly<Partial<Record<RenewalChange['place'], Measure>>> = {
  itemNos: (before, after) => [
    [0, missingFrom(before.itemNos, after.itemNos)],
    [missingFrom(after.itemNos, before.itemNos), 0],
  ],
  validTo: (before, after) => [[dayNumber(before.validTo), dayNumber(after.validTo)]],
  callsPerDay: (before, after) => [[before.callsPerDay ?? 0, after.callsPerDay ?? 0]],
  storage: (before, after) => [
    [Number(before.storage.persist), Number(after.storage.persist)],
    [before.storage.retentionDays ?? 0, after.storage.retentionDays ?? 0],
  ],
  useScope: (before, after) => [
    [before.useScope.userCount ?? 0, after.useScope.userCount ?? 0],
    [0, missingFrom(before.useScope.regionCodes, after.useScope.regionCodes)],
    [missingFrom(after.useScope.regionCodes, before.useScope.regionCodes), 0],
  ],
};

/** How many of the later are not among the earlier. */
function missingFrom<Thing>(earlier: readonly Thing[], later: readonly Thing[]): number {
  return later.filter((one) => !earlier.includes(one)).length;
}

const dayNumber = (day: string | null): number => (day === null ? 0 : Date.parse(`${day}T00:00:00Z`));

/** More of anything is a widening, whatever else there is less of: whoever decides must not overlook it. */
function kindOf(place: RenewalChange['place'], before: ApplicationContent, after: ApplicationContent): RenewalChange['kind'] {
  const measured = measures[place]?.(before, after) ?? [];
  if (measured.some(([was, is]) => is > was)) return 'wider';
  return measured.some(([was, is]) => is < was) ? 'narrower' : 'other';
}
