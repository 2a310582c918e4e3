import { itemKey } from '../../server/src/modules/catalog/finding/items.ts';
import { seededRandom } from '../search/random.ts';
import heldOut from './items/held-out.json' with { type: 'json' };
import names from './items/names.json' with { type: 'json' };

/** Lists of names of one datum each: `looked at` while the words of `items.ts` were chosen, or written afterwards and measured once. */
const lists = { 'looked at': names, 'held out': heldOut } as const;

/**
 * Pairs of item names, labelled by construction: two names out of one list are one datum, two out of different lists are not. The lists are written after
 * the guide's items (证照, 处罚, 项目, 车辆, 学校 …); nobody labelled the pairs one by one, so the figures stand apart from those of the entries.
 */
const seed = 20_261_125;

const pick = <T>(random: () => number, list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];

type ItemPair = { readonly a: string; readonly b: string; readonly isSame: boolean };

function sharedCharacters(a: string, b: string): number {
  const of = new Set(b);
  return [...new Set(a)].filter((character) => of.has(character)).length / Math.max(a.length, b.length);
}

/** Of each name: one other name of its datum, the name of another datum that is written most alike, and one at random. */
function itemPairs(of: keyof typeof lists): ItemPair[] {
  const random = seededRandom(seed);
  const all = lists[of].flatMap((list, datum) => list.map((name) => ({ name, datum })));
  return all.flatMap(({ name, datum }) => {
    const own = all.filter((other) => other.datum === datum && other.name !== name);
    const others = all.filter((other) => other.datum !== datum);
    const like = others.toSorted((a, b) => sharedCharacters(name, b.name) - sharedCharacters(name, a.name))[0];
    return [pick(random, own), like, pick(random, others)].flatMap((other) =>
      other ? [{ a: name, b: other.name, isSame: other.datum === datum }] : [],
    );
  });
}

export function itemTally(of: keyof typeof lists): { right: number; wrong: number; missed: number; passed: number } {
  const tally = { right: 0, wrong: 0, missed: 0, passed: 0 };
  for (const { a, b, isSame } of itemPairs(of)) {
    const found = itemKey(a) === itemKey(b);
    if (isSame) tally[found ? 'right' : 'missed'] += 1;
    else tally[found ? 'wrong' : 'passed'] += 1;
  }
  return tally;
}
