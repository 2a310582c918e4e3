import type { GrantVersion } from '@karez/contract/sharing/renewal';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { maySeeGrant } from '../grant-policy.ts';
import { findGrant, versionsOf } from '../grant-store.ts';

/** What a grant said in each of its versions, the newest first: none is ever changed, and a renewed one stays to be read. */
export async function listVersions(
  { database }: Pick<Needs, 'database'>,
  { actor, grantId }: { readonly actor: Actor; readonly grantId: string },
): Promise<{ items: GrantVersion[] } | Refusal> {
  const grant = await findGrant(database.reader, grantId);
  if (!grant || !maySeeGrant(actor, grant)) return refuse('sharing.grant.not-found');
  const versions = await versionsOf(database.reader, grantId);
  const items = versions.map(({ document, madeAt }) => ({
    version: document.version,
    madeAt: madeAt.toISOString(),
    applicationId: document.applicationId,
    entryVersion: document.entryVersion,
    items: document.items.map(({ no, nameZh, mask }) => ({ no, nameZh, mask })),
    purpose: document.purpose,
    quota: document.quota,
    validFrom: document.validFrom,
    validTo: document.validTo,
    clientCount: document.clientIds.length,
    suspended: document.restrictions.length > 0,
    agreementDigest: document.agreementDigest,
  }));
  return { items };
}
