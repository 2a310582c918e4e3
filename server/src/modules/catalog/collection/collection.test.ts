import { emptyCollection, type Collection } from '@karez/contract/catalog/collection';
import { expect, test } from 'vitest';
import { whatIsMissing } from '../entry/completeness.ts';
import { restingPlaces } from '../revision-case/resting.ts';
import { collectionWith, contentWith } from '../test-content.ts';

const around = { unknownCategories: [], unknownCodes: [], reusedItemNumbers: [] };
const found = (collection: Collection | null): string[] =>
  whatIsMissing(contentWith({ collection }), around).map(
    ({ path, code }) => `${path.replace('/content/', '')} ${code.replace('catalog.', '')}`,
  );
const { form } = collectionWith();

test.each<[string, Collection | null, readonly string[]]>([
  ['declared in full', collectionWith(), []],
  ['not declared', null, ['collection missing']],
  [
    'begun',
    { ...emptyCollection(), channels: ['counter'] },
    ['collection/basis missing', 'collection/form missing', 'collection/subUnit missing', 'collection/frequency missing'],
  ],
  ['without a channel', collectionWith({ channels: [] }), ['collection/channels missing']],
  [
    'with a nameless basis and an empty form',
    collectionWith({ basis: { articleId: null, title: '', docNo: '', article: '' }, form: { number: 'A', name: '', fields: [] } }),
    ['collection/basis/title missing', 'collection/form/name missing', 'collection/form/fields missing'],
  ],
  ['obtained by sharing, with the reason', { ...emptyCollection(), channels: ['shared'], lackReason: '由市自然资源局共享获得' }, []],
  [
    'obtained by sharing, without a reason',
    { ...emptyCollection(), channels: ['shared'] },
    ['collection/basis missing', 'collection/form missing', 'collection/subUnit missing', 'collection/frequency missing'],
  ],
  [
    'collected, with a reason not to say how',
    collectionWith({ channels: ['shared', 'counter'], lackReason: '暂缺' }),
    ['collection/lackReason collection-lack-not-allowed'],
  ],
  [
    'with a channel and a form field twice',
    collectionWith({
      channels: ['counter', 'counter'],
      form: form && {
        ...form,
        fields: [
          { no: 1, name: '住所' },
          { no: 2, name: '住所' },
        ],
      },
    }),
    ['collection/channels/1 collection-channel-repeated', 'collection/form/fields/1/name form-field-repeated'],
  ],
])('91-4.1: a collection %s', (_what, collection, wrong) => {
  expect(found(collection)).toEqual(wrong);
});

test('the article that entitles to collect is one that the entry rests on; a named document is none', () => {
  const basis = { articleId: 'NDR-10', title: '条例', docNo: '', article: '第十条' };

  expect(restingPlaces(contentWith({ collection: collectionWith({ basis }) }))).toEqual([
    { kind: 'collection', text: '登记申请表', item: null, articleId: 'NDR-10', title: '条例', article: '第十条' },
  ]);
  expect(restingPlaces(contentWith())).toEqual([]);
});
