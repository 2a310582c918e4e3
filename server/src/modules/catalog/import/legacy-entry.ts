import type { EntryContent, Item } from '@karez/contract/catalog/content';
import { emptyItem, undeclaredContent } from '@karez/contract/catalog/empty-content';

import type { EntryId, LegacyIncomplete, Provider } from '../entry/entry.ts';
import type { Imported } from '../revision/revision.ts';
import { searchDocumentOf, type SearchDocument } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import type { ImportedContent } from './entry-content.ts';

/** An entry as an import leaves it: 存量待补全, findable and not requestable, with the one revision that no review passed. */
export type LegacyEntry = {
  readonly entry: LegacyIncomplete;
  readonly revision: Imported;
  readonly nameFolded: string;
  readonly document: SearchDocument;
  readonly imported: ImportedContent;
  /** Where it came from and what the row said in its own words. */
  readonly origin: { readonly source: string; readonly key: string; readonly raw: Readonly<Record<string, string>> };
};

/** What an imported entry said before an import changed it. */
export type ImportedBefore = {
  readonly content: ImportedContent;
  readonly provider: Provider;
  readonly raw: Readonly<Record<string, string>>;
};

/** Number of the revision that holds imported content. */
export const importedRevisionNo = 1;

type Making = {
  readonly id: EntryId;
  readonly revision: number;
  readonly provider: Provider;
  readonly authorityRegion: string | null;
  readonly imported: ImportedContent;
  readonly origin: LegacyEntry['origin'];
  readonly by: string;
};

/** Makes the entry that an imported row becomes. What a department must declare stays empty. */
export function legacyEntry({ id, revision, provider, authorityRegion, imported, origin, by }: Making): LegacyEntry {
  const entry: LegacyIncomplete = { id, provider, revision, state: 'legacy-incomplete', liveNo: importedRevisionNo };
  const live: Imported = {
    entryId: id,
    no: importedRevisionNo,
    content: contentOf(imported),
    authors: [by],
    trigger: null,
    state: 'imported',
  };
  const document = searchDocumentOf({ entry, live, working: null, authorityRegion });
  return { entry, revision: live, nameFolded: fold(imported.name), document, imported, origin };
}

function contentOf(imported: ImportedContent): EntryContent {
  const { items, records, publishedOn: _publishedOn, updatedOn: _updatedOn, denial, ...stated } = imported;
  return {
    ...undeclaredContent(stated.name),
    ...stated,
    ...deniedAs(denial),
    items: items.map(itemOf),
    census: { storageGb: null, records },
  };
}

/** What the old catalogue refused stays refused, on what it was refused: others see name, reason and basis only. */
function deniedAs(denial: ImportedContent['denial']): Partial<EntryContent> {
  return denial === undefined ? {} : { shareType: 'denied', denialReason: denial.reason, denialBasis: denial.basis };
}

function itemOf({ nameZh, dataType, lengthBytes }: ImportedContent['items'][number], at: number): Item {
  return { ...emptyItem({ no: at + 1, nameZh }), dataType, lengthBytes };
}
