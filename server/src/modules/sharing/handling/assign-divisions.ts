import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import { endOfDay } from '#modules/law';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { askDivision } from './assignment-handing.ts';
import { assignmentsOf, insertAssignment } from './assignment-store.ts';
import { isWaiting, type Assignment } from './assignment.ts';
import { openHandling } from './handling-store.ts';
import { lastInnerDay } from './inner-day.ts';
import { mayHandle } from './may-handle.ts';
import { receiveIfNobodyHas } from './receive-application.ts';

export type AssignDivisions = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly divisionIds: readonly string[];
  readonly words: string;
  readonly dueOn: string;
  readonly origin: string;
};
type AssignNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;

/** 转办 to one division, 会签 by several at once: each is asked for its opinion until an inner day that lies within the statutory term. */
export async function assignDivisions(needs: AssignNeeds, command: AssignDivisions): Promise<{ applicationId: string } | Refusal> {
  const { actor, applicationId, origin } = command;
  const { clock, newId, config } = needs;
  return needs.database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = await mayHandle(tx, { actor, application, action: 'assign' });
    if (isRefusal(permitted)) return permitted;
    const at = clock.now();
    const divisions = await divisionsAsked(tx, application, command.divisionIds);
    if (isRefusal(divisions)) return divisions;
    const outside = await dayOutside(tx, { application, dueOn: command.dueOn, today: dayIn(config.KAREZ_TIME_ZONE, at), at });
    if (outside) return outside;

    await receiveIfNobodyHas(tx, { application, actor, at, origin, newId });
    const handling = await openHandling(tx, applicationId);
    if (!handling) throw new Error(`application ${applicationId} was received and is in nobody's hand`);
    for (const division of divisions) {
      const assignment = asked(command, { id: newId(), handlingId: handling.id, division, at });
      await insertAssignment(tx, assignment);
      await askDivision(tx, { application, assignment }, { dueAt: endOfDay(config.KAREZ_TIME_ZONE, command.dueOn), at, newId });
    }
    const facts = { divisions: divisions.map(({ id }) => id).join(' '), dueOn: command.dueOn };
    const step = {
      application,
      actor,
      action: 'sharing.assign-divisions',
      word: 'assigned',
      role: 'PROVIDER_HANDLER',
      opinion: command.words,
    };
    await recordApplicationStep(tx, { ...step, at, origin, facts });
    await reached('sharing.assign-divisions.before-commit');
    return { applicationId };
  });
}

type Division = { readonly id: string; readonly name: string };

function asked(
  { actor, words, dueOn }: AssignDivisions,
  { id, handlingId, division, at }: { id: string; handlingId: string; division: Division; at: Date },
): Assignment {
  const about = { id, handlingId, divisionId: division.id, divisionName: division.name, words, dueOn };
  return { ...about, state: 'sent', assignedBy: actor.id, assignedAt: at, opened: null, answer: null, reason: null, ended: null };
}

/** Divisions of the provider where somebody can answer, and that are not asked already. */
async function divisionsAsked(
  tx: Transaction,
  { id, providerOrgId }: ApplicationRecord,
  divisionIds: readonly string[],
): Promise<Division[] | Refusal> {
  const provider = await organisationById(tx, providerOrgId);
  const handling = await openHandling(tx, id);
  const waiting = handling ? (await assignmentsOf(tx, handling.id)).filter(isWaiting) : [];
  const found: Division[] = [];
  for (const divisionId of new Set(divisionIds)) {
    const division = provider?.divisions.find((known) => known.id === divisionId);
    if (!division) return refuse('sharing.handling.division-unknown');
    if (!division.hasClerk) return refuse('sharing.handling.nobody-there', { division: division.name });
    if (waiting.some((one) => one.divisionId === divisionId)) return refuse('sharing.handling.asked-before', { division: division.name });
    found.push(division);
  }
  return found;
}

async function dayOutside(
  tx: Transaction,
  { application, dueOn, today, at }: { application: ApplicationRecord; dueOn: string; today: string; at: Date },
): Promise<Refusal | null> {
  const last = (await lastInnerDay(tx, application, { today, at })) ?? today;
  return dueOn >= today && dueOn <= last ? null : refuse('sharing.handling.day-outside-term', { first: today, last });
}
