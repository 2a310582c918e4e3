import type { ClaimAssignment } from '@karez/contract/catalog/claim-assignment';
import { isRefusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { competentRegion } from '../entry/entry-file.ts';
import type { EntryFile } from '../search/search-document.ts';
import { mayAssign, type ClaimFacts } from './claim-policy.ts';

/** Who was asked to claim an entry, and what became of it: all for the authority that asks, its own for a department, nothing for anybody else. */
export async function assignmentViews(
  reader: Reader,
  { actor, file, facts }: { actor: Actor; file: EntryFile; facts: ClaimFacts },
): Promise<ClaimAssignment[] | null> {
  const shown = await Promise.all(facts.asked.map((asked) => viewOf(reader, { actor, file, asked })));
  const told = shown.filter((view) => view !== null);
  return told.length === 0 ? null : told;
}

/** The authority of a department's region asks it, and of no other: a county's learns nothing of what the city asked its own departments. */
async function viewOf(
  reader: Reader,
  { actor, file, asked }: { actor: Actor; file: EntryFile; asked: ClaimFacts['asked'][number] },
): Promise<ClaimAssignment | null> {
  const { organisationId, state, reason, assignedAt, ended } = asked;
  const department = await organisationById(reader, organisationId);
  const regionCode = department ? await competentRegion(reader, department.regionCode) : null;
  const mayWithdraw = regionCode !== null && !isRefusal(mayAssign(actor, file, regionCode));
  if (!mayWithdraw && organisationId !== actor.orgId) return null;
  return {
    organisationId,
    organisation: department?.name ?? '',
    state,
    reason,
    assignedAt: assignedAt.toISOString(),
    ended: ended && { at: ended.at.toISOString(), reason: ended.reason },
    mayWithdraw: mayWithdraw && state === 'open',
  };
}
