import type { Adjustment as AdjustmentAnswer, AdjustmentSummary } from '@karez/contract/catalog/adjustment';
import { allowedOf, type Actor } from '#modules/identity';
import type { ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import { clockView } from '../revision-case/revision-case-view.ts';
import { adjustmentClocks } from './adjustment-handing.ts';
import { adjustmentActions, type Seen } from './adjustment-policy.ts';
import type { Adjustment, NamedAct } from './adjustment.ts';

const actView = (act: NamedAct | null) => act && { at: act.at.toISOString(), opinion: act.opinion, organisation: act.organisationName };

/** An adjustment as lists show it. */
export function adjustmentSummary(adjustment: Adjustment, clock: ClockView | undefined): AdjustmentSummary {
  const { id, state, basis, entryId, entryName, provider, proposed, changes, widening } = adjustment;
  return {
    id,
    state,
    basis,
    entry: { id: entryId, name: entryName },
    provider: { ...provider },
    reason: proposed.opinion,
    proposedAt: proposed.at.toISOString(),
    proposedBy: proposed.organisationName,
    fields: changes.map(({ field }) => field),
    widening: [...widening],
    clock: clockView(clock),
  };
}

/** An adjustment as one reader may see it, with what they may do about it. */
export async function adjustmentView(
  reader: Reader,
  { actor, seen, at }: { actor: Actor; seen: Seen; at: Date },
): Promise<AdjustmentAnswer> {
  const { adjustment, file } = seen;
  const clocks = await adjustmentClocks(reader, [adjustment.id], at);
  const content = (file.working ?? file.live)?.content;
  return {
    ...adjustmentSummary(adjustment, clocks.get(adjustment.id)),
    entryRevision: file.entry.revision,
    changes: [...adjustment.changes],
    personalData: content?.personalData ?? 'none',
    answered: actView(adjustment.answered),
    decided: actView(adjustment.decided),
    withdrawn: actView(adjustment.withdrawn),
    allowed: allowedOf(adjustmentActions(actor, seen)),
  };
}
