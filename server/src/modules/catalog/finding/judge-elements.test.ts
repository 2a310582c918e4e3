import { describe, expect, test } from 'vitest';
import { contentWith, itemWith } from '../test-content.ts';
import type { Found } from './finding.ts';
import { judgeElements, NAMED_ELEMENTS_MAX, namesToLookUp, withoutFlood, type ElementGround } from './judge-elements.ts';

const element = (code: string, name: string, ...synonyms: readonly string[]): ElementGround['elements'][number] => ({
  id: `element ${code}`,
  code,
  name,
  synonyms,
  definition: `${name}的定义`,
  organisationId: 'market',
  organisationName: '市市场监督管理局',
  regionCode: '650400',
});
const groundWith = (some: Partial<ElementGround> = {}): ElementGround => ({ elements: [], registered: new Set(), linked: [], ...some });
/** A draft with items of these names, linked where a code follows the name. */
const draftOf = (...items: readonly (readonly [string, string?])[]) => ({
  content: contentWith({ items: items.map(([nameZh, code], at) => itemWith({ no: at + 1, nameZh, dataElement: code ?? null })) }),
  regionCode: '650400',
  department: '市水利局',
});
const told = (found: readonly Found[]) =>
  found.map(({ targetId, itemNo, evidence }) => [targetId, itemNo, evidence.ground, evidence.items.map(({ no }) => no)]);

describe('91-4.1: single items whose source is another department', () => {
  test('an item is held by its link, by the element’s name or another word for it, and by the name of an item linked elsewhere', () => {
    const ground = groundWith({
      elements: [element('E1', '经营状态'), element('E2', '注册地址'), element('E3', '出资额', '注册资金'), element('E4', '发照单位')],
      registered: new Set(['E1']),
      linked: [{ code: 'E4', nameZh: '登记机关名称' }],
    });
    const draft = draftOf(['状况', 'E1'], ['注册地址'], ['注册资金'], ['登记机关名称'], ['钻机台数']);

    expect(told(judgeElements(draft, ground, []))).toEqual([
      ['element E1', 1, 'linked', [1]],
      ['element E2', 2, 'name', [2]],
      ['element E3', 3, 'synonym', [3]],
      ['element E4', 4, 'linked-elsewhere', [4]],
    ]);
  });

  test('one element is one finding, in the order of its items, however they are held', () => {
    const ground = groundWith({ elements: [element('E1', '注册地址', '住所')], registered: new Set(['E1']) });

    expect(told(judgeElements(draftOf(['住所'], ['钻机台数'], ['经营处', 'E1']), ground, []))).toEqual([
      ['element E1', 1, 'linked', [1, 3]],
    ]);
  });

  test('names that every list has, names linked to several elements and short ones that no element bears say nothing', () => {
    const ground = groundWith({
      elements: [element('E1', '备注'), element('E2', '登记机关'), element('E3', '发照机构')],
      linked: [
        { code: 'E2', nameZh: '主管单位名称' },
        { code: 'E3', nameZh: '主管单位名称' },
        { code: 'E2', nameZh: '机关' },
      ],
    });
    const draft = draftOf(['备注'], ['主管单位名称'], ['机关']);

    expect(judgeElements(draft, ground, [])).toEqual([]);
    expect(namesToLookUp(draft.content, new Set())).toContain('主管单位名称');
    for (const name of ['备注', '机关']) expect(namesToLookUp(draft.content, new Set())).not.toContain(name);
  });

  test('an item linked to a registered element is not looked at by its name; other text in the place of a link is no link', () => {
    const elements = [element('E1', '注册地址')];

    expect(judgeElements(draftOf(['注册地址', 'E9']), groundWith({ elements, registered: new Set(['E9']) }), [])).toEqual([]);
    expect(told(judgeElements(draftOf(['注册地址', '见附件']), groundWith({ elements }), []))).toEqual([['element E1', 1, 'name', [1]]]);
  });

  test('what is told with the whole entry of the same department is not told of its items by name, but of a link it is', () => {
    const ground = groundWith({ elements: [element('E1', '注册地址'), element('E2', '经营状态')], registered: new Set(['E2']) });
    const draft = draftOf(['注册地址'], ['状况', 'E2']);
    const [first] = judgeElements(draft, ground, []);
    if (!first) throw new Error('nothing was found');
    const items = draft.content.items.map(({ no, nameZh }) => ({ no, nameZh, other: nameZh }));
    const whole: Found = {
      ...first,
      kind: 'entry',
      targetId: 'companies',
      place: 'entry',
      itemNo: 0,
      evidence: { ...first.evidence, items },
    };
    const ofAnother = { ...whole, evidence: { ...whole.evidence, other: { ...whole.evidence.other, organisationId: 'police' } } };

    expect(told(judgeElements(draft, ground, [whole]))).toEqual([['element E2', 2, 'linked', [2]]]);
    expect(judgeElements(draft, ground, [ofAnother])).toHaveLength(2);
  });

  test('a name alone is told once its source has published the datum, and not more often than a clerk can answer; links are always told', () => {
    const many = Array.from({ length: NAMED_ELEMENTS_MAX + 5 }, (_, at) => element(`N${at}`, `登记事项${at}`));
    const ground = groundWith({ elements: [...many, element('E1', '经营状态')], registered: new Set(['E1']) });
    const found = judgeElements(draftOf(...many.map(({ name }) => [name] as const), ['状况', 'E1']), ground, []);

    expect(told(withoutFlood(found, new Set(['N3'])))).toEqual([
      ['element E1', many.length + 1, 'linked', [many.length + 1]],
      ['element N3', 4, 'name', [4]],
    ]);
    expect(withoutFlood(found, new Set(many.map(({ code }) => code)))).toHaveLength(NAMED_ELEMENTS_MAX + 1);
  });
});
