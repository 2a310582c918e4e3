import { refuse } from '@karez/kit/refusal';

import { headersOf, type TableHeader } from './header.ts';

/** The header of a small table for tests. */
export const listHeader: TableHeader<'name' | 'provider' | 'cycle' | 'publishedOn'> = {
  fields: headersOf([
    ['name', ['数据目录名称', '标题']],
    ['provider', ['提供单位']],
    ['cycle', ['更新周期', '更新频率']],
    ['publishedOn', ['发布日期']],
  ]),
  named: 'name',
  repeated: null,
  notFound: (rows) => refuse('test.header-not-found', { rows }),
  noteOn: () => undefined,
};
