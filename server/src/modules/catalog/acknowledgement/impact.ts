import type { Break, TouchedGrant } from '@karez/contract/catalog/acknowledgement';
import type { EntryContent } from '@karez/contract/catalog/content';
import type { Reader } from '#platform/database';
import { holdsPersonalData } from '../consent/standing-consent.ts';
import { breakingChanges } from '../entry/item.ts';

/** A running grant of an entry: sharing knows it, the process lends the question. */
export type RunningGrant = Omit<TouchedGrant, 'touchedNos' | 'goneNos'>;
export type GrantsOn = (reader: Reader, entryId: string, at: Date) => Promise<readonly RunningGrant[]>;

/** What a service has to fit: the items of a content, and whether it holds personal data. */
type Mapped = {
  readonly items: readonly Pick<EntryContent['items'][number], 'no' | 'nameZh' | 'fieldName'>[];
  readonly holdsPersonalData: boolean;
};
export type TouchedService = { readonly id: string; readonly name: string; readonly closes: boolean };
/** Services in operation, and whether a version of such a content closes each; the gateway knows. */
export type ServicesUnder = (reader: Reader, entryId: string, next: Mapped) => Promise<readonly TouchedService[]>;

/** What telling of an impact needs of other modules: against the arrow of the modules nothing is imported. */
export type ImpactNeeds = { readonly grantsOn: GrantsOn; readonly servicesUnder: ServicesUnder };

export type Impact = {
  readonly breaks: readonly Break[];
  readonly grants: readonly TouchedGrant[];
  readonly untouchedGrants: number;
  readonly services: readonly TouchedService[];
};

/** In words of the items what the next content takes away from the users of the one in force; an item is named as it was. */
export function breaksBetween(before: EntryContent, after: EntryContent): Break[] {
  const names = new Map(before.items.map(({ no, nameZh }) => [no, nameZh]));
  return breakingChanges(before, after).map(({ itemNo, kind }) => ({
    itemNo,
    itemName: itemNo === null ? before.name : (names.get(itemNo) ?? ''),
    kind,
  }));
}

/** Of the changes, those of items that a grant names; what is said of the whole entry concerns everyone. */
export function breaksFor(breaks: readonly Break[], itemNos: readonly number[]): Break[] {
  return breaks.filter(({ itemNo }) => itemNo === null || itemNos.includes(itemNo));
}

/** Of some grants those that the changes touch, each with what of it. */
export function touchedBy(running: readonly RunningGrant[], breaks: readonly Break[]): TouchedGrant[] {
  return running.flatMap((grant) => touched(grant, breaks) ?? []);
}

function numbersOf(breaks: readonly Break[]): number[] {
  return [...new Set(breaks.flatMap(({ itemNo }) => (itemNo === null ? [] : [itemNo])))];
}

function touched(grant: RunningGrant, breaks: readonly Break[]): TouchedGrant | undefined {
  const own = breaksFor(breaks, grant.itemNos);
  if (own.length === 0) return undefined;
  return { ...grant, touchedNos: numbersOf(own), goneNos: numbersOf(own.filter(({ kind }) => kind === 'item-removed')) };
}

type Asked = { readonly entryId: string; readonly before: EntryContent; readonly after: EntryContent; readonly at: Date };

/** What a content would take away from whom, as of now. */
export async function impactOf(reader: Reader, needs: ImpactNeeds, { entryId, before, after, at }: Asked): Promise<Impact> {
  const breaks = breaksBetween(before, after);
  const running = await needs.grantsOn(reader, entryId, at);
  const grants = touchedBy(running, breaks);
  const services = await needs.servicesUnder(reader, entryId, { items: after.items, holdsPersonalData: holdsPersonalData(after) });
  return { breaks, grants, untouchedGrants: running.length - grants.length, services };
}
