import type { Item } from '@karez/contract/catalog/content';
import type { FindingEvidence } from '@karez/contract/catalog/finding';
import type { SourceElsewhere } from '../element/element-store.ts';
import { fold } from '../search/search-text.ts';
import type { Found } from './finding.ts';
import { itemKey, wordingsOf } from './items.ts';
import type { Draft } from './judge.ts';
import { isOrdinary, isTelling } from './telling.ts';

/** Findings by an item's name alone; what a draft takes more than this from elsewhere is told of the whole entry. */
export const NAMED_ELEMENTS_MAX = 10;

/** An item of another department in force that is linked to an element. */
export type LinkedElsewhere = { readonly code: string; readonly nameZh: string };

export type ElementGround = {
  /** Elements whose source is another department. */
  readonly elements: readonly SourceElsewhere[];
  /** Codes of all registered elements that the draft's items name. */
  readonly registered: ReadonlySet<string>;
  /** Items of other departments by the draft's names that are linked to an element. */
  readonly linked: readonly LinkedElsewhere[];
};

type Ground = NonNullable<FindingEvidence['ground']>;
type Held = { readonly item: Item; readonly element: SourceElsewhere; readonly ground: Ground; readonly other: string };

/** Items that no registered element is linked to and whose name says something: imported catalogues hold other text in its place. */
function unlinkedOf({ items }: Pick<Draft['content'], 'items'>, registered: ReadonlySet<string>): readonly Item[] {
  return items.filter(({ nameZh, dataElement }) => (dataElement === null || !registered.has(dataElement)) && !isOrdinary(nameZh));
}

/** Names by which linked items of others are looked up, in every wording. */
export function namesToLookUp(content: Draft['content'], registered: ReadonlySet<string>): readonly string[] {
  const telling = unlinkedOf(content, registered).filter(({ nameZh }) => isTelling(nameZh));
  return [...new Set(telling.flatMap(({ nameZh }) => wordingsOf(nameZh)))];
}

type Named = Omit<Held, 'item'>;

/** What a name stands for: the element of that name, another word for one, or the one that items of the name are linked to elsewhere. */
function meaningsOf({ elements, linked }: ElementGround): (item: Item) => Named | undefined {
  const byCode = new Map(elements.map((element) => [element.code, element]));
  const words = new Map<string, Named>();
  const add = (word: string, named: Named): void => {
    const key = itemKey(word);
    if (!words.has(key)) words.set(key, named);
  };
  for (const element of elements) add(element.name, { element, ground: 'name', other: element.name });
  for (const element of elements) for (const word of element.synonyms) add(word, { element, ground: 'synonym', other: word });
  const links = Map.groupBy(linked, ({ nameZh }) => itemKey(nameZh));
  return ({ nameZh }) => {
    const key = itemKey(nameZh);
    const [first, ...more] = links.get(key) ?? [];
    // A name that is linked to several elements says nothing by itself.
    const element = !isTelling(nameZh) || more.some(({ code }) => code !== first?.code) ? undefined : byCode.get(first?.code ?? '');
    return words.get(key) ?? (element && first && { element, ground: 'linked-elsewhere', other: first.nameZh });
  };
}

/** Whether the draft is told of this item already, with an entry of the same department. */
const isTold = ({ item, element }: Held, told: readonly Found[]): boolean =>
  told.some(
    ({ place, evidence }) =>
      place === 'entry' &&
      evidence.other.organisationId === element.organisationId &&
      evidence.items.some(({ no, nameZh }) => no === item.no && fold(nameZh) === fold(item.nameZh)),
  );

/** One finding for an element, however many items it holds. */
function foundOf(some: readonly Held[], regionCode: string): Found[] {
  const held = some.toSorted((a, b) => a.item.no - b.item.no);
  const [first] = held;
  if (!first) return [];
  const { id, code, name, definition, organisationId, organisationName } = first.element;
  const evidence: FindingEvidence = {
    score: 1,
    parts: [],
    terms: [],
    differing: [],
    items: held.map(({ item, other }) => ({ no: item.no, nameZh: item.nameZh, other })),
    own: { name: first.item.nameZh, abstract: first.item.meaning, regionCode },
    other: { name, abstract: definition, regionCode: first.element.regionCode, organisationId, organisationName, code },
    ground: held.some(({ ground }) => ground === 'linked') ? 'linked' : first.ground,
  };
  return [{ kind: 'element', targetId: id, place: 'item', itemNo: first.item.no, relation: 'held', evidence }];
}

/**
 * Items whose source is another department (91-4.1, 809-19), one finding for an element: those that are linked to it; and those that are linked to
 * nothing, yet bear its name, another word for it, or the name of an item that is linked to it elsewhere. What `told` says of the whole entry is not said
 * again of an item by its name.
 */
export function judgeElements({ content, regionCode }: Draft, ground: ElementGround, told: readonly Found[]): readonly Found[] {
  const byCode = new Map(ground.elements.map((element) => [element.code, element]));
  const meaningOf = meaningsOf(ground);
  const linked = content.items.flatMap((item): Held[] => {
    const element = item.dataElement === null ? undefined : byCode.get(item.dataElement);
    return element ? [{ item, element, ground: 'linked', other: element.name }] : [];
  });
  const linkedCodes = new Set(linked.map(({ element }) => element.code));
  const named = unlinkedOf(content, ground.registered).flatMap((item): Held[] => {
    const meaning = meaningOf(item);
    return meaning ? [{ item, ...meaning }] : [];
  });
  const untold = named.filter((held) => linkedCodes.has(held.element.code) || !isTold(held, told));
  const byElement = Map.groupBy([...linked, ...untold], ({ element }) => element.code);
  return [...byElement.values()].flatMap((held) => foundOf(held, regionCode));
}

const isLinked = ({ evidence }: Found): boolean => evidence.ground === 'linked';

/** Of the findings by a name alone those whose source has published the datum, so that it can be applied for; not more than a clerk can answer. */
export function withoutFlood(found: readonly Found[], published: ReadonlySet<string>): readonly Found[] {
  const named = found.filter((one) => !isLinked(one) && published.has(one.evidence.other.code));
  return [...found.filter(isLinked), ...named.slice(0, NAMED_ELEMENTS_MAX)];
}
