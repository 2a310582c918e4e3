/** Front door of the catalogue: what a grant, a service or a list may ask about entries, and the register of who uses them. */
export { entryNames as entryTitles } from './entry/entry-store.ts';
export { findEntryInForce, findPublishedEntry, lockEntryForGrant, type PublishedEntry } from './entry/published-entry.ts';
export { deniedList, type DenialFilters } from './denial/denied-store.ts';
export { followRecall } from './recall/follow-recall.ts';
export { deniedItemsOf } from './recall/recall-store.ts';
export { elementsOfItems } from './element/item-element-store.ts';
export { owedToCatalogue, type OwedCount, type OwedFilters } from './listing/promised-store.ts';
export type { PromisedDemand } from './overview/overview-question.ts';
export { findEntries as searchCatalogue } from './search/find-entries.ts';
export type { LiveIndex as CatalogueIndex } from './search/live-index.ts';
export { endUse, registerUse } from './use/use-register.ts';
