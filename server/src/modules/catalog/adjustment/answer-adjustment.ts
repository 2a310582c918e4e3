import type { Adjustment as AdjustmentAnswer } from '@karez/contract/catalog/adjustment';
import type { EntryContent } from '@karez/contract/catalog/content';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import type { ForceNeeds } from '../revision/bring-into-force.ts';
import { recordStep, risen, todayOf, type StepNeeds } from '../revision/record-step.ts';
import { answered, askFor, tell } from './adjustment-handing.ts';
import { mayAnswer, type Seen } from './adjustment-policy.ts';
import { saveAdjustment } from './adjustment-store.ts';
import { agree, object } from './adjustment.ts';
import { adopt, type Assessments } from './end-adjustment.ts';
import { actOf, answerWith, lockedAdjustment, previewedAdjustment, type AdjustmentCommand } from './seen-adjustment.ts';

export type AgreeAdjustment = AdjustmentCommand &
  Pick<EntryContent, 'secrecyAssessment' | 'impactAssessment'> & { readonly opinion: string; readonly secondFactor: string };

/** Made for this text: not before it was proposed, and not in the future. */
function isFresh(assessment: { readonly assessedOn: string } | null, days: { since: string; today: string }): boolean {
  return assessment !== null && assessment.assessedOn >= days.since && assessment.assessedOn <= days.today;
}

/** What the department gives with its agreement; where the text goes beyond its former assessments, new ones are needed (809-13). */
function assessmentsOf(needs: StepNeeds, { adjustment, file }: Seen, given: AgreeAdjustment): Assessments | Refusal {
  const { secrecyAssessment, impactAssessment } = given;
  const days = { since: dayIn(needs.config.KAREZ_TIME_ZONE, adjustment.proposed.at), today: todayOf(needs) };
  const holdsPersonal = (file.working?.content.personalData ?? 'none') !== 'none';
  const isAssessed = isFresh(secrecyAssessment, days) && (!holdsPersonal || isFresh(impactAssessment, days));
  if (adjustment.widening.length > 0 && !isAssessed) return refuse('catalog.adjustment.assessments-missing', { since: days.since });
  return {
    ...(secrecyAssessment === null ? {} : { secrecyAssessment }),
    ...(impactAssessment === null ? {} : { impactAssessment }),
  };
}

/**
 * The head of the department agrees with the second factor: the text that the authority proposed and the head has read is in force. Two people of two
 * organisations stand behind it.
 */
export async function agreeAdjustment(
  needs: ForceNeeds & Pick<Needs, 'keys'>,
  command: AgreeAdjustment,
): Promise<AdjustmentAnswer | Refusal> {
  const { actor, opinion } = command;
  // Asked before the code is used up: a code counts once and commits by itself.
  const preview = await previewedAdjustment(needs.database.reader, command);
  const possible = isRefusal(preview) ? preview : mayAnswer(actor, preview, 'agree');
  if (isRefusal(possible)) return possible;
  const assessed = isRefusal(preview) ? preview : assessmentsOf(needs, preview, command);
  if (isRefusal(assessed)) return assessed;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;

  return needs.database.transaction(async (tx) => {
    const seen = await lockedAdjustment(tx, command);
    if (isRefusal(seen)) return seen;
    const permitted = mayAnswer(actor, seen, 'agree');
    if (isRefusal(permitted)) return permitted;
    const assessments = assessmentsOf(needs, seen, command);
    if (isRefusal(assessments)) return assessments;
    const adjustment = agree(seen.adjustment, await actOf(tx, needs, { actor, opinion }));
    if (isRefusal(adjustment)) return adjustment;
    await answered(tx, needs, { adjustment, by: actor.id });
    const file = await adopt(tx, needs, {
      file: seen.file,
      adjustment,
      decided: adjustment.proposed,
      assessments,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.agree-adjustment',
        word: 'adjustment-agreed',
        role: 'DEPT_LEADER',
        opinion,
      },
    });
    if (isRefusal(file)) return file;
    await tell(tx, needs, { adjustment, side: 'authority' });
    return answerWith(tx, needs, { actor, seen: { adjustment, file } });
  });
}

/** The head objects with reasons: the authority's leader decides, and until then the department's text stays. */
export async function objectAdjustment(
  needs: StepNeeds,
  command: AdjustmentCommand & { readonly reason: string },
): Promise<AdjustmentAnswer | Refusal> {
  const { actor, reason } = command;
  return needs.database.transaction(async (tx) => {
    const seen = await lockedAdjustment(tx, command);
    if (isRefusal(seen)) return seen;
    const permitted = mayAnswer(actor, seen, 'object');
    if (isRefusal(permitted)) return permitted;
    const adjustment = object(seen.adjustment, await actOf(tx, needs, { actor, opinion: reason }));
    if (isRefusal(adjustment)) return adjustment;
    const file = { ...seen.file, entry: risen(seen.file.entry) };
    await saveAdjustment(tx, adjustment);
    await recordStep(tx, needs, {
      file,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.object-adjustment',
        word: 'adjustment-objected',
        role: 'DEPT_LEADER',
        opinion: reason,
        changes: [],
        facts: { adjustmentId: adjustment.id },
      },
    });
    await answered(tx, needs, { adjustment, by: actor.id });
    await askFor(tx, needs, { adjustment, turn: 'decision' });
    await tell(tx, needs, { adjustment, side: 'authority' });
    return answerWith(tx, needs, { actor, seen: { adjustment, file } });
  });
}
