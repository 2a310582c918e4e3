import { endOfDay } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { systemActor } from '#modules/identity';
import { saveApplicationRecord } from '../application-store.ts';
import { nextVersion, recordVersion } from '../grant-step.ts';
import { lockGrant, type GrantRecord } from '../grant-store.ts';
import { isInUse } from '../grant.ts';
import { agreedPart, type Granting } from '../issue-grant.ts';

/**
 * The version that takes over from what runs, where the application renews a grant that still runs; undefined where it renews none, or one that has ended
 * meanwhile: then the agreement gives a grant of its own. Who may call, what is suspended and the first day stay as they were: service is not cut.
 */
export async function renewGrant(
  tx: Transaction,
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  granting: Granting,
): Promise<GrantRecord | undefined> {
  const { application, agreement } = granting;
  const at = clock.now();
  const grant = application.renewsGrantId === null ? undefined : await lockGrant(tx, application.renewsGrantId);
  if (!grant || !isInUse(grant, at)) return undefined;
  const validTo = endOfDay(config.KAREZ_TIME_ZONE, agreement.terms.validTo);
  // The four facts tell how the grant came to be; when it was renewed is the time of its version.
  const { approvedAt, agreedAt } = grant.document;
  const agreed = { ...agreedPart(granting, at), approvedAt, agreedAt, validTo: validTo.toISOString() };
  const renewed = { ...nextVersion(grant, agreed), validTo };
  await saveApplicationRecord(tx, { ...application, renewsVersion: grant.document.version });
  await recordVersion(tx, { grant: renewed, actor: systemActor('sharing.renewal'), action: 'sharing.renew-grant', at, origin: null });
  return renewed;
}
