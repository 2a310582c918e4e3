import type { Transaction } from '#platform/database';
import type { StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { handExplanations, handNonconformities } from './nonconformity-handing.ts';
import { moveNonconformities, standingNonconformities } from './nonconformity-store.ts';

/** A department has taken the entry over: what does not conform of it is that one's to mend or to explain, and its authority's to decide. */
export async function adoptNonconformities(
  tx: Transaction,
  needs: StepNeeds,
  { file: { entry, authorityRegion }, by }: { file: EntryFile; by: string },
): Promise<void> {
  const former = await standingNonconformities(tx, [entry.id]);
  if (former.length === 0) return;
  const { organisationId, name, regionCode: own } = entry.provider;
  const deciding = authorityRegion ?? own;
  await moveNonconformities(tx, entry.id, { organisationId, name, regionCode: deciding });
  const orgIds = new Set([...former.map((each) => each.organisationId), organisationId]);
  await handNonconformities(tx, needs, { orgIds: [...orgIds].toSorted(), by });
  const regions = new Set([...former.map(({ regionCode }) => regionCode), deciding]);
  for (const regionCode of [...regions].toSorted()) await handExplanations(tx, needs, { regionCode, by });
}
