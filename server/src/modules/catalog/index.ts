/** Front door of the catalogue: what a grant, a service or a list may ask about entries, and the register of who uses them. */
export { entryNames as entryTitles } from './entry-store.ts';
export type { EntryId, Provider } from './entry.ts';
export { findPublishedEntry, lockEntryForGrant, type PublishedEntry, type PublishedItem } from './published-entry.ts';
export type { StandingConsent } from './standing-consent.ts';
export { endUse, registerUse, type NewUse } from './use-register.ts';
