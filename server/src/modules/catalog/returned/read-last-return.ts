import type { LastReturn } from '@karez/contract/catalog/returned';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { isOwnUnit, seesWorking } from '../catalog-policy.ts';
import { visibleFile } from '../entry/entry-file.ts';
import { lastReturnedText } from './returned-store.ts';

/**
 * What was sent back last of the revision on its way, for those who see that: the department everything, the authority what it sent back itself, for
 * what the department says within its own house is not the authority's to read.
 */
export async function readLastReturn(
  reader: Reader,
  { actor, entryId }: { actor: Actor; entryId: string },
): Promise<{ lastReturn: LastReturn | null } | Refusal> {
  const file = await visibleFile(reader, { actor, entryId });
  if (isRefusal(file)) return file;
  if (file.working === null || !seesWorking(actor, file)) return { lastReturn: null };
  const text = await lastReturnedText(reader, { entryId, revisionNo: file.working.no, byAuthorityOnly: !isOwnUnit(actor, file) });
  if (!text) return { lastReturn: null };
  const { returnedAt, organisationName, stage, opinion, content } = text;
  return { lastReturn: { at: returnedAt.toISOString(), byOrganisation: organisationName, stage, opinion, content } };
}
