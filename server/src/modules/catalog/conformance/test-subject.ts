import type { EntryContent } from '@karez/contract/catalog/content';
import { whatIsMissing } from '../entry/completeness.ts';
import type { Subject } from './subject.ts';

/** An entry in force with a content, as the review sees it; a test sets what matters to it. */
export function subjectFrom(content: EntryContent, some: Partial<Subject> = {}): Subject {
  const { items, conditions, denialBasis, ...fields } = content;
  return {
    entryId: 'entry',
    revisionNo: 1,
    organisationId: 'market',
    organisationName: '市市场监督管理局',
    regionCode: '650400',
    fields,
    items,
    conditions: conditions.map(({ kind, basis }) => ({
      kind,
      articleId: basis?.articleId ?? null,
      hasBasis: basis !== null,
      basisKind: basis?.kind ?? null,
      title: basis?.title ?? null,
    })),
    denialBasis: [
      ...denialBasis.map((basis) => ({ ...basis, itemNo: null })),
      ...items.flatMap(({ no, denial }) => (denial?.basis ?? []).map((basis) => ({ ...basis, itemNo: no }))),
    ],
    denialUntil: null,
    raw: {},
    systemName: null,
    twinName: null,
    repealedArticles: [],
    refusedToday: whatIsMissing(content, { unknownCategories: [], unknownCodes: [], reusedItemNumbers: [] }),
    today: '2026-11-23',
    ...some,
  };
}
