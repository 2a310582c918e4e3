import type { EntryFile } from '../search/search-document.ts';
import { isDue } from './listing.ts';

/** Whether the entry has to stand in the shared catalogue now. */
export function isFileDue({ entry, live }: EntryFile): boolean {
  return isDue(entry, live?.content.shareType ?? null);
}
