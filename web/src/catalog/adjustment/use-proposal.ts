import { compareAdjustment, proposeAdjustment, type Adjustment, type AdjustedFields } from '@karez/contract/catalog/adjustment';
import type { Entry } from '@karez/contract/catalog/answers';
import { useState } from 'react';
import { useDeed } from '../../client/queries.ts';
import { staleAfterStep } from '../deeds.ts';

type Proposed = { readonly fields: AdjustedFields; readonly reason: string; readonly isRenamed: boolean };

/**
 * Proposes an adjustment. A changed name is compared first with what other departments published (91-4.1): what it is like is shown, and only
 * once the authority has looked at it does the proposal go.
 */
export function useProposal(entry: Entry, onProposed: (adjustment: Adjustment) => void) {
  const comparison = useDeed(compareAdjustment, []);
  const deed = useDeed(proposeAdjustment, staleAfterStep);
  const [isSeen, setSeen] = useState(false);
  const likeness = comparison.data?.answer.items ?? [];
  const at = { params: { entryId: entry.id }, ifMatch: entry.revision };
  const send = ({ fields, reason }: Proposed, seenLikeness: string[]) =>
    deed.mutate(
      { ...at, body: { secrecyDeclaration: 'not-secret', fields, reason, seenLikeness } },
      { onSuccess: ({ answer }) => onProposed(answer) },
    );
  const propose = (proposed: Proposed) => {
    if (!proposed.isRenamed) return send(proposed, []);
    if (comparison.data && (likeness.length === 0 || isSeen)) {
      return send(
        proposed,
        likeness.map(({ targetId }) => targetId),
      );
    }
    return comparison.mutate(
      { ...at, body: { secrecyDeclaration: 'not-secret', fields: proposed.fields } },
      { onSuccess: ({ answer }) => (answer.items.length === 0 ? send(proposed, []) : undefined) },
    );
  };
  return {
    propose,
    likeness,
    isSeen,
    setSeen,
    isPending: deed.isPending || comparison.isPending,
    error: deed.error ?? comparison.error,
    /** The text has changed: what was compared is another one. */
    reset: () => {
      deed.reset();
      comparison.reset();
      setSeen(false);
    },
  };
}
export type Proposal = ReturnType<typeof useProposal>;
