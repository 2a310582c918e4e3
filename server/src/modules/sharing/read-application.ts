import type { Application } from '@karez/contract/sharing/schemas';
import { dayIn } from '@karez/kit/clock';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { maySee } from './application-policy.ts';
import { findApplication } from './application-store.ts';
import { presentApplication } from './present-application.ts';

export type ReadApplication = { readonly actor: Actor; readonly applicationId: string };

/** One application for a reader who may see it; for others it does not exist. */
export async function readApplication(
  { database, clock, config }: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, applicationId }: ReadApplication,
): Promise<Application | Refusal> {
  const found = await findApplication(database.reader, applicationId);
  if (!found || !maySee(actor, found)) return refuse('sharing.application.not-found');
  const at = clock.now();
  return presentApplication(database.reader, found, {
    actor,
    at,
    today: dayIn(config.KAREZ_TIME_ZONE, at),
    zone: config.KAREZ_TIME_ZONE,
    reminderHoursMin: config.KAREZ_REMINDER_HOURS_MIN,
  });
}
