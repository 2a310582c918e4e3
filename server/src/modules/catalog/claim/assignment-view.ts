import type { ClaimAssignment } from '@karez/contract/catalog/claim-assignment';
import { isRefusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { EntryFile } from '../search/search-document.ts';
import { mayAssign, type ClaimFacts } from './claim-policy.ts';

/** Who was asked to claim an entry, and what became of it: all for the authority that asks, its own for a department, nothing for anybody else. */
export async function assignmentViews(
  reader: Reader,
  { actor, file, facts }: { actor: Actor; file: EntryFile; facts: ClaimFacts },
): Promise<ClaimAssignment[] | null> {
  const asks = !isRefusal(mayAssign(actor, file, null));
  const shown = facts.asked.filter(({ organisationId }) => asks || organisationId === actor.orgId);
  if (shown.length === 0) return null;
  return Promise.all(
    shown.map(async ({ organisationId, state, reason, assignedAt, ended }) => ({
      organisationId,
      organisation: (await organisationById(reader, organisationId))?.name ?? '',
      state,
      reason,
      assignedAt: assignedAt.toISOString(),
      ended: ended && { at: ended.at.toISOString(), reason: ended.reason },
    })),
  );
}
