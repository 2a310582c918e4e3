import type { Application } from '@karez/contract/sharing/schemas';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { findApplication, type ApplicationRecord } from '../application-store.ts';
import { entryNameOf } from '../entry-name.ts';
import { reuseOf } from './reuse-store.ts';

/** What an application was taken from, for its own department; others learn nothing of what was asked elsewhere. */
export async function presentReuse(
  reader: Reader,
  { id, requesterOrgId }: Pick<ApplicationRecord, 'id' | 'requesterOrgId'>,
  actor: Actor,
): Promise<Application['takenFrom']> {
  if (actor.orgId !== requesterOrgId) return null;
  const reuse = await reuseOf(reader, id);
  const from = reuse && (await findApplication(reader, reuse.fromId));
  if (!reuse || !from) return null;
  return { applicationId: from.id, no: from.no, entryName: await entryNameOf(reader, from.entryId), leftBehind: reuse.leftBehind };
}
