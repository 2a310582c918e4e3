import { organisationById, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { EntryFile } from '../search/search-document.ts';
import type { ClaimFacts } from './claim-policy.ts';
import { assignmentsOf, openClaimOf } from './claim-store.ts';

const noFacts: ClaimFacts = { own: undefined, asked: [], claim: null };

/** What a claim is judged by; read only where a claim can be, for most entries never were imported. */
export async function claimFactsOf(reader: Reader, actor: Actor, { entry }: EntryFile): Promise<ClaimFacts> {
  if (entry.state === 'unpublished') return { ...noFacts, claim: (await openClaimOf(reader, entry.id)) ?? null };
  if (entry.state !== 'legacy-incomplete') return noFacts;
  const own = actor.orgId === null ? undefined : await organisationById(reader, actor.orgId);
  return { own, asked: await assignmentsOf(reader, entry.id), claim: null };
}
