import type { Table } from '@karez/contract/wording';
import type { Locale } from 'antd/es/locale';

/** What it takes to speak a language: every text of the product, and the words of Ant Design’s own parts. */
export type Speech = { readonly table: Table; readonly parts: Locale };

/** All message files of a language as one table. */
export function speech(files: Readonly<Record<string, Table>>, parts: Locale): Speech {
  return { table: Object.fromEntries(Object.values(files).flatMap((file) => Object.entries(file))), parts };
}
