import type { Use } from './use-store.ts';

/** A use as the provider and the authority see it. */
export type ShownUse = Omit<Use, 'entryId' | 'revisionNo'>;

export function shownUse({ entryId: _entryId, revisionNo: _revisionNo, ...use }: Use): ShownUse {
  return use;
}
