import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { competentRegion, fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { staleUnless, type Entry } from '../entry/entry.ts';
import { answerFor, tellStep, type StepNeeds } from '../revision/record-step.ts';
import type { Assignment } from './assignment.ts';
import { handAssignment } from './assignment-handing.ts';
import { mayAssign } from './claim-policy.ts';
import { assignmentsOf, insertAssignment } from './claim-store.ts';

export type AssignClaim = {
  readonly actor: Actor;
  readonly origin: string;
  readonly entryId: string;
  /** The revision number that a row of several showed; nobody asks for it on the entry's own page. */
  readonly ifMatch?: string;
  readonly organisationId: string;
  readonly reason: string;
};

/** The region whose authority may ask a department to claim; null for one that could not. */
async function regionOf(tx: Transaction, organisationId: string): Promise<string | null> {
  const department = await organisationById(tx, organisationId);
  if (!department || department.sample || department.dissolved !== null || department.type === 'enterprise') return null;
  return competentRegion(tx, department.regionCode);
}

/** A press for several lists what nobody was asked for: what has changed, or somebody was asked for since, is no longer as it was seen. */
function refuseChanged(entry: Entry, { ifMatch }: Pick<AssignClaim, 'ifMatch'>, asked: readonly string[]): Refusal | undefined {
  if (ifMatch === undefined) return undefined;
  return asked.length > 0 ? refuse('catalog.entry.stale', { current: entry.revision, sent: ifMatch }) : staleUnless(entry, ifMatch);
}

/** The authority asks a department of its region to claim an imported entry whose name does not tell whose it is. */
export async function assignClaim(needs: StepNeeds, command: AssignClaim): Promise<EntryAnswer | Refusal> {
  const { actor, entryId, organisationId, reason } = command;
  return needs.database.transaction(async (tx) => {
    const entry = await lockEntry(tx, entryId);
    const file = entry && (await fileOf(tx, entry));
    if (!file || file.live === null) return refuse('catalog.entry.not-found');
    const open = (await assignmentsOf(tx, entryId)).filter(({ state }) => state === 'open');
    const asked = open.map(({ organisationId: orgId }) => orgId);
    const changed = refuseChanged(file.entry, command, asked);
    if (changed) return changed;
    const regionCode = await regionOf(tx, organisationId);
    if (regionCode === null) return refuse('catalog.claim.department-unfit');
    const permitted = mayAssign(actor, file, regionCode);
    if (isRefusal(permitted)) return permitted;
    if (asked.includes(organisationId)) return answerFor(tx, needs, { actor, file });
    const at = needs.clock.now();
    const made: Assignment = {
      id: needs.newId(),
      entryId,
      organisationId,
      assignedBy: actor.id,
      assignedAt: at,
      reason,
      state: 'open',
      ended: null,
    };
    await insertAssignment(tx, made);
    await tellStep(tx, needs, {
      file,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.assign-claim',
        word: 'claim-assigned',
        role: 'AUTHORITY_ADMIN',
        opinion: reason,
        changes: [],
        facts: { organisationId },
      },
    });
    await handAssignment(tx, needs, { asked: made, name: file.live.content.name });
    return answerFor(tx, needs, { actor, file });
  });
}
