import { sql } from 'kysely';
import type { Transaction } from '#platform/database';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { applicationMachine } from '../application.ts';
import { lockGrant, type GrantRecord } from '../grant-store.ts';

type Left = { readonly entryId: string; readonly providerOrgId: string };

/** Undecided applications for an entry that still name another provider, locked in order of id. */
export async function lockApplicationsLeftBehind(tx: Transaction, { entryId, providerOrgId }: Left): Promise<ApplicationRecord[]> {
  const found = await sql<{ id: string }>`
    SELECT id FROM sharing.application
    WHERE entry_id = ${entryId} AND provider_org_id <> ${providerOrgId} AND state NOT IN ('agreed', 'partly-agreed', 'refused', 'withdrawn')
    ORDER BY id`.execute(tx);
  const locked: ApplicationRecord[] = [];
  for (const { id } of found.rows) {
    const application = await lockApplication(tx, id);
    if (application && applicationMachine[application.state]['hand-over'] !== undefined) locked.push(application);
  }
  return locked;
}

/** Grants of an entry that were not revoked and still name another provider, locked in order of id. */
export async function lockGrantsLeftBehind(tx: Transaction, { entryId, providerOrgId }: Left): Promise<GrantRecord[]> {
  const found = await sql<{ id: string }>`
    SELECT id FROM sharing.share_grant
    WHERE entry_id = ${entryId} AND provider_org_id <> ${providerOrgId} AND state = 'active' ORDER BY id`.execute(tx);
  const locked: GrantRecord[] = [];
  for (const { id } of found.rows) {
    const grant = await lockGrant(tx, id);
    if (grant?.state === 'active') locked.push(grant);
  }
  return locked;
}
