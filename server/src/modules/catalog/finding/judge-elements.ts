import type { HeldElsewhere } from '../element/element-store.ts';
import type { Found } from './finding.ts';
import type { Draft } from './judge.ts';

/** Items that are linked to a data element whose source is another department: each is a finding of its own (91-4.1, 809-19). */
export function judgeElements({ content, regionCode }: Draft, elements: readonly HeldElsewhere[]): readonly Found[] {
  const byCode = new Map(elements.map((element) => [element.code, element]));
  return content.items.flatMap(({ no, nameZh, meaning, dataElement }): Found[] => {
    const element = dataElement === null ? undefined : byCode.get(dataElement);
    if (!element) return [];
    const { id, code, name, definition, organisationId, organisationName } = element;
    const evidence = {
      score: 1,
      parts: [],
      terms: [],
      differing: [],
      items: [{ no, nameZh, other: name }],
      own: { name: nameZh, abstract: meaning, regionCode },
      other: { name, abstract: definition, regionCode: element.regionCode, organisationId, organisationName, code },
    };
    return [{ kind: 'element', targetId: id, place: 'item', itemNo: no, relation: 'held', evidence }];
  });
}
