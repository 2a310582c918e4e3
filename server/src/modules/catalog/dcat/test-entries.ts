import { formatClasses, formatTypesOf, shareTypes, updateCycles } from '@karez/contract/catalog/content';
import fc from 'fast-check';
import type { CataloguePage } from './describe-catalogue.ts';
import type { Described, OfferedService } from './describe-entry.ts';
import { addressesOf } from './addresses.ts';
import type { LeavingEntry } from './leaving-store.ts';

/** What breaks careless writers: quotes, brackets, ampersands, escapes, CDATA ends, line ends, overrides of direction, what XML cannot hold. */
const signs = [
  ...Array.from('"\'<>&\\{}|^`@#;.,:[]\t\r\n'),
  '\u0000',
  '\u0001',
  '\u0008',
  '\u000B',
  '\u001F',
  '\u007F',
  '\u0085',
  '\u009F',
  '\u00AD',
  '\uD800',
  '\uDC00',
  '\uFFFE',
  '\uFFFF',
  '\u061C',
  '\u200B',
  '\u200E',
  '\u200F',
  '\u2028',
  '\u2029',
  '\u202A',
  '\u202B',
  '\u202C',
  '\u202D',
  '\u202E',
  '\u2066',
  '\u2069',
  '\uFEFF',
  ']]>',
  '<!--',
  '&#x0;',
  '\\u0000',
  '"""',
  '"@zh',
  '水',
  '\u{20BB7}',
  '\u{1F4A7}',
  'سۇ',
  'e\u0301',
];
export const anyText = fc.oneof(
  fc.array(fc.constantFrom(...signs), { maxLength: 12 }).map((found) => found.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const someText = anyText.map((found) => `目${found}`);
const day = fc.constantFrom('2024-02-29', '2026-11-23');
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const code = fc.constantFrom('101000', '102000', '307999');

const entry: fc.Arbitrary<Omit<LeavingEntry, 'id'>> = fc.record({
  resourceCode: maybe(fc.constantFrom('307008/1', '102000116504000000004/12')),
  version: maybe(fc.constantFrom('1.0', '12.3')),
  publishedOn: maybe(day),
  provider: fc.record({
    organisationId: fc.constantFrom('018f0000-0000-7000-8000-0000000000a1', '018f0000-0000-7000-8000-0000000000a2'),
    name: fc.constantFrom('市水利局', '"<&\\\u202E局'),
    uscc: fc.constantFrom('116504000000004307'),
  }),
  name: someText,
  nameUg: maybe(anyText),
  nameEn: maybe(anyText),
  abstract: anyText,
  abstractUg: maybe(anyText),
  abstractEn: maybe(anyText),
  category: maybe(code),
  otherCategories: fc.array(code, { maxLength: 2 }),
  shareType: maybe(fc.constantFrom(...shareTypes)),
  formatClass: maybe(fc.constantFrom(...formatClasses)),
  formatType: maybe(fc.oneof(fc.constantFrom(...Object.values(formatTypesOf).flat()), someText)),
  openToPublic: maybe(fc.boolean()),
  openConditions: anyText,
  updateCycle: maybe(fc.constantFrom(...updateCycles)),
  coverageRegion: maybe(fc.constantFrom('650400', '650421')),
  coveragePeriod: anyText,
  source: fc.record({ publishedOn: maybe(day), updatedOn: maybe(day) }),
});

const idOf = (index: number, kind: string): string => `018f0000-0000-7000-${kind}-${String(index).padStart(12, '0')}`;

/** One page of a catalogue of any entries at all. */
export function anyPage(entriesMax: number): fc.Arbitrary<{ page: CataloguePage; described: Described }> {
  const addresses = addressesOf({ KAREZ_PUBLIC_URL: 'https://karez.example/' });
  return fc
    .record({ entries: fc.array(entry, { maxLength: entriesMax }), name: someText, query: anyText, services: fc.boolean() })
    .map((made) => {
      // A department has one name: of several entries with its id the first one's holds.
      const names = new Map(made.entries.toReversed().map(({ provider }) => [provider.organisationId, provider]));
      const entries = made.entries.map((one, index) => ({
        ...one,
        id: idOf(index, '8000'),
        provider: names.get(one.provider.organisationId) ?? one.provider,
      }));
      const offered = entries.map(({ id }, index): OfferedService => ({
        id: idOf(index, '9000'),
        entryId: id,
        name: made.name,
        url: `https://gateway.example/services/s${index}`,
      }));
      const selection = `${addresses.catalogue}?${new URLSearchParams({ q: made.query }).toString()}`;
      const publisher = { organisationId: idOf(1, 'a000'), name: '市政府办公室', uscc: '11650400000000414H', regionCode: '650400' };
      return {
        page: {
          entries,
          total: entries.length,
          publisher,
          selection,
          page: `${selection}&limit=9`,
          first: selection,
          next: `${selection}&cursor=a`,
        },
        described: {
          addresses,
          services: made.services ? offered : [],
          categories: new Map([
            [
              '102000',
              {
                code: '102000',
                parent: '102',
                nameZh: '法人单位(未分目)',
                nameUg: 'قانۇنىي ئىگە ئورۇنلار (بۆلۈنمىگەن)',
                nameEn: 'Legal entities',
              },
            ],
          ]),
        },
      };
    });
}
