import type { Transaction } from '#platform/database';
import { insertLegacyEntries } from '../import/legacy-entry-store.ts';
import type { ImportedContent } from '../import/entry-content.ts';
import { legacyEntry } from '../import/legacy-entry.ts';
import { entryIdFrom, type EntryId, type Provider } from '../entry/entry.ts';

type Importing = {
  readonly id: string;
  readonly provider: Provider;
  readonly name: string;
  readonly denial?: ImportedContent['denial'];
  /** The place whose authority is competent for it; null for one that nobody governs. */
  readonly authorityRegion?: string | null;
};

/** An entry as an import leaves it: name, summary and one item, nothing that a department declares; denied where its row said so. */
export async function importedEntry(tx: Transaction, { id, provider, name, denial, authorityRegion = null }: Importing): Promise<EntryId> {
  const entryId = entryIdFrom(id);
  const imported = {
    name,
    abstract: '由旧目录导入。',
    providerSubUnit: null,
    formatClass: null,
    formatType: null,
    formatOther: null,
    openToPublic: null,
    openConditions: '',
    updateCycle: null,
    relatedMatters: [],
    items: [{ nameZh: '渠首名称', dataType: null, lengthBytes: null }],
    records: null,
    publishedOn: null,
    updatedOn: null,
    ...(denial === undefined ? {} : { denial }),
  };
  const origin = { source: 'test', key: id, raw: { 信息资源名称: name, 更新: '不定' } };
  await insertLegacyEntries(tx, [legacyEntry({ id: entryId, revision: 1, provider, authorityRegion, imported, origin, by: 'import' })]);
  return entryId;
}
