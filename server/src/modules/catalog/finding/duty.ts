import { fold } from '../search/search-text.ts';
import table from './duties.json' with { type: 'json' };

/** The duties that a department's name tells (市场监督管理局: market); none for departments that serve every duty, such as 大数据局 or a county. */
export function dutiesOf(department: string): ReadonlySet<string> {
  const name = fold(department);
  return new Set(Object.entries(table.duties).flatMap(([duty, words]) => (words.some((word) => name.includes(word)) ? [duty] : [])));
}
