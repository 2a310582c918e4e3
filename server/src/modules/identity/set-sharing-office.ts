import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { findOrganisation, saveSharingOffice } from './organisation-store.ts';
import type { Organisation } from './organisation.ts';
import { standingPostsOf } from './post-store.ts';
import { mayUse } from './powers.ts';

type SetSharingOffice = {
  readonly actor: Actor;
  readonly orgId: string;
  readonly name: string;
  readonly headPersonId: string | null;
  readonly origin?: string | null;
};

/** Names a department's 政务数据共享工作机构 and its head, who must hold the confirmed post of office head there (809-8, 809-20). */
export async function setSharingOffice(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  command: SetSharingOffice,
): Promise<Organisation | Refusal> {
  const { actor, orgId, name, headPersonId } = command;
  const permitted = mayUse(actor, 'identity.sharing-office', { orgId });
  if (isRefusal(permitted)) return permitted;
  return database.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, orgId);
    if (!organisation) return refuse('identity.organisation.not-found');
    const posts = headPersonId === null ? [] : await standingPostsOf(tx, [headPersonId]);
    const heads = posts.some((post) => post.role === 'OFFICE_HEAD' && post.orgId === orgId && post.state === 'confirmed');
    if (headPersonId !== null && !heads) return refuse('identity.office-head.not-confirmed');
    await saveSharingOffice(tx, orgId, { name, headPersonId });
    await recordAct(tx, {
      actor,
      at: clock.now(),
      action: 'identity.set-sharing-office',
      object: { kind: 'organisation', id: orgId },
      origin: command.origin ?? null,
    });
    return { ...organisation, sharingOffice: { name, headPersonId } };
  });
}
