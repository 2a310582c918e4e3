import type { FindingEvidence } from '@karez/contract/catalog/finding';
import type { EntryContent } from '@karez/contract/catalog/content';
import { fold } from '../search/search-text.ts';
import type { Found, FindingRelation } from './finding.ts';
import { compare, read, type Described, type Reading, type RemovePlaces, type Weigh } from './likeness.ts';
import { itemKey } from './items.ts';
import { leftoversOf } from './leftover.ts';
import type { Other } from './others-store.ts';

/** Findings of one draft; what is less like it is not shown. */
export const FINDINGS_MAX = 10;
/** So many items, and so large a share of the draft's, in one entry: they are held already, whatever the entry is called. */
const HELD_ITEMS_MIN = 4;
const HELD_SHARE_MIN = 0.8;
const TERMS_MAX = 8;
const ABSTRACT_MAX = 200;

/** 650421 lies in 6504, and 6504 in 65. */
export function regionPath(code: string): readonly string[] {
  return [code.slice(0, 2), code.slice(2, 4), code.slice(4, 6)].filter((part) => part !== '' && part !== '00');
}

/** A draft as it is compared. */
export type Draft = { readonly content: EntryContent; readonly regionCode: string; readonly department: string };

type Compared = { readonly reading: Reading; readonly described: Described };

function comparedAs(described: Described, removePlaces: RemovePlaces): Compared {
  return { described, reading: read(described, removePlaces) };
}

/** The longest texts that stand in both. */
export function termsInBoth(a: string, b: string): readonly string[] {
  const found: string[] = [];
  let term = '';
  for (const character of Array.from(a)) {
    if (b.includes(term + character)) {
      term += character;
      continue;
    }
    if (term.length > 1) found.push(term);
    term = b.includes(character) ? character : '';
  }
  if (term.length > 1) found.push(term);
  return [...new Set(found)].slice(0, TERMS_MAX);
}

/** Items of the draft that the other entry has by the same name or another wording of it. */
function itemsInBoth({ items }: EntryContent, other: Other): FindingEvidence['items'] {
  const theirs = new Map(other.items.map((name) => [itemKey(name), name]));
  return items.flatMap(({ no, nameZh }) => {
    const same = theirs.get(itemKey(nameZh));
    return same === undefined ? [] : [{ no, nameZh, other: same }];
  });
}

/** The words in which the two names differ, those that stand at one place beside each other. */
const differingIn = (own: Reading, other: Reading): FindingEvidence['differing'] =>
  leftoversOf(own.subject.core, other.subject.core)
    .slice(0, TERMS_MAX)
    .map(({ a, b }) => ({ own: a, other: b }));

function relationOf(verdict: FindingRelation | 'new', { draft, held }: { draft: Draft; held: number }): FindingRelation | null {
  if (verdict !== 'new') return verdict;
  const enough = held >= HELD_ITEMS_MIN && held >= draft.content.items.length * HELD_SHARE_MIN;
  return enough ? 'held' : null;
}

function describedOf({ content, regionCode, department }: Draft): Described {
  return {
    name: content.name,
    abstract: content.abstract,
    items: content.items.map(({ nameZh }) => nameZh),
    region: regionPath(content.coverageRegion ?? regionCode),
    department,
  };
}

const urgency: Readonly<Record<FindingRelation, number>> = { same: 0, slice: 1, held: 2 };

/** What of the candidates holds the draft's datum already, the most telling first (91-4.1). */
export function judge(draft: Draft, others: readonly Other[], ground: { removePlaces: RemovePlaces; weigh: Weigh }): readonly Found[] {
  const own = comparedAs(describedOf(draft), ground.removePlaces);
  const found = others.flatMap((other): Found[] => {
    const { name, abstract, items, regionCode, organisationId, organisationName, code } = other;
    const theirs = comparedAs({ name, abstract, items, region: regionPath(regionCode), department: organisationName }, ground.removePlaces);
    const { relation: verdict, score, parts, apart } = compare(own.reading, theirs.reading, ground.weigh);
    // The same duty of another county, or of another year, holds items of the same names: that is no second collection.
    const isBeside = apart === 'other-region' || apart === 'other-period' || apart === 'own-paper';
    const shared = itemsInBoth(draft.content, other);
    const relation = relationOf(verdict, { draft, held: isBeside ? 0 : shared.length });
    if (relation === null) return [];
    const evidence: FindingEvidence = {
      score: Number(score.toFixed(3)),
      parts: parts.map((part) => ({ ...part, value: Number(part.value.toFixed(3)) })),
      terms: [...termsInBoth(fold(ground.removePlaces(draft.content.name)), fold(ground.removePlaces(name)))],
      differing: differingIn(own.reading, theirs.reading),
      items: shared,
      own: { name: draft.content.name, abstract: draft.content.abstract.slice(0, ABSTRACT_MAX), regionCode: draft.regionCode },
      other: { name, abstract: abstract.slice(0, ABSTRACT_MAX), regionCode, organisationId, organisationName, code },
    };
    return [{ kind: 'entry', targetId: other.entryId, place: 'entry', itemNo: 0, relation, evidence }];
  });
  return found.toSorted((a, b) => urgency[a.relation] - urgency[b.relation] || b.evidence.score - a.evidence.score).slice(0, FINDINGS_MAX);
}
