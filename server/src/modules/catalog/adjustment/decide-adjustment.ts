import type { Adjustment as AdjustmentAnswer } from '@karez/contract/catalog/adjustment';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { ForceNeeds } from '../revision/bring-into-force.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { tell } from './adjustment-handing.ts';
import { mayDecide, mayWithdraw, type Seen } from './adjustment-policy.ts';
import { drop, uphold, withdraw, type Adjustment, type NamedAct } from './adjustment.ts';
import { adopt, revert } from './end-adjustment.ts';
import { actOf, answerWith, lockedAdjustment, previewedAdjustment, type AdjustmentCommand } from './seen-adjustment.ts';

export type DecideAdjustment = AdjustmentCommand & {
  readonly decision: 'uphold' | 'drop';
  readonly opinion: string;
  readonly secondFactor: string;
};

type Decided = { readonly adjustment: Adjustment; readonly file: EntryFile };

async function decide(
  tx: Transaction,
  needs: ForceNeeds,
  { seen, command, act }: { seen: Seen; command: DecideAdjustment; act: NamedAct },
): Promise<Decided | Refusal> {
  const { actor, origin, opinion, decision } = command;
  const adjustment = decision === 'uphold' ? uphold(seen.adjustment, act) : drop(seen.adjustment, act);
  if (isRefusal(adjustment)) return adjustment;
  const step = {
    actor,
    origin,
    action: 'catalog.decide-adjustment',
    word: `adjustment-${adjustment.state}`,
    role: 'AUTHORITY_LEADER',
    opinion,
  };
  const ending = { file: seen.file, adjustment, step };
  const file =
    decision === 'uphold' ? await adopt(tx, needs, { ...ending, decided: act, assessments: {} }) : await revert(tx, needs, ending);
  return isRefusal(file) ? file : { adjustment, file };
}

/**
 * The authority's leader decides with the second factor on an adjustment that the department objected to or left unanswered (91-3.2.1): upheld it is in
 * force, dropped the department's text stays. Never on a proposal of their own.
 */
export async function decideAdjustment(
  needs: ForceNeeds & Pick<Needs, 'keys'>,
  command: DecideAdjustment,
): Promise<AdjustmentAnswer | Refusal> {
  const { actor, opinion, decision } = command;
  const preview = await previewedAdjustment(needs.database.reader, command);
  const possible = isRefusal(preview) ? preview : mayDecide(actor, preview, decision);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;

  return needs.database.transaction(async (tx) => {
    const seen = await lockedAdjustment(tx, command);
    if (isRefusal(seen)) return seen;
    const permitted = mayDecide(actor, seen, decision);
    if (isRefusal(permitted)) return permitted;
    const decided = await decide(tx, needs, { seen, command, act: await actOf(tx, needs, { actor, opinion }) });
    if (isRefusal(decided)) return decided;
    await tell(tx, needs, { adjustment: decided.adjustment, side: 'department' });
    return answerWith(tx, needs, { actor, seen: decided });
  });
}

/** A member of the authority takes the adjustment back: the department's text stays as it was. */
export async function withdrawAdjustment(
  needs: StepNeeds,
  command: AdjustmentCommand & { readonly reason: string },
): Promise<AdjustmentAnswer | Refusal> {
  const { actor, reason } = command;
  return needs.database.transaction(async (tx) => {
    const seen = await lockedAdjustment(tx, command);
    if (isRefusal(seen)) return seen;
    const permitted = mayWithdraw(actor, seen);
    if (isRefusal(permitted)) return permitted;
    const adjustment = withdraw(seen.adjustment, await actOf(tx, needs, { actor, opinion: reason }));
    if (isRefusal(adjustment)) return adjustment;
    const file = await revert(tx, needs, {
      file: seen.file,
      adjustment,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.withdraw-adjustment',
        word: 'adjustment-withdrawn',
        role: 'AUTHORITY_ADMIN',
        opinion: reason,
      },
    });
    if (isRefusal(file)) return file;
    await tell(tx, needs, { adjustment, side: 'department' });
    return answerWith(tx, needs, { actor, seen: { adjustment, file } });
  });
}
