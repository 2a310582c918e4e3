import type { Organisation } from '#modules/identity';
import type { EntryId, Provider } from '../entry/entry.ts';
import { fold } from '../search/search-text.ts';

/** One department's hold on an imported entry, and under whom the entry stood before. */
export type Claim = {
  readonly id: string;
  readonly entryId: EntryId;
  readonly organisationId: string;
  readonly former: Provider;
  /** Number of the revision that holds what was imported. */
  readonly importedNo: number;
  readonly claimedBy: string;
  readonly claimedAt: Date;
};

/**
 * Whether an imported entry is a department's to claim: imported for it, under a sample of its own region that bears one of its names, or named to
 * it by the authority. A department of another place may bear the very same name, so the name alone says nothing.
 */
export function isTheirs(own: Organisation, provider: Provider, assignedTo: readonly string[]): boolean {
  if (assignedTo.includes(own.id) || provider.organisationId === own.id) return true;
  if (!provider.sample || provider.regionCode.slice(0, 6) !== own.regionCode.slice(0, 6)) return false;
  const names = new Set([own.name, own.shortName, ...own.formerNames].map(fold));
  return [provider.name, ...provider.aliases].some((name) => names.has(fold(name)));
}
