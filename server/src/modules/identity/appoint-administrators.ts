import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import { systemActor } from './actor.ts';
import { recordAct } from './evidence.ts';
import { addPerson } from './person-store.ts';
import { addPost, isRoleHeld } from './post-store.ts';
import { hashPassword, newInitialPassword } from './secret.ts';

export type Administrator = { readonly account: string; readonly title: string };
export type Administrators = { readonly SYS_ADMIN: Administrator; readonly SEC_ADMIN: Administrator; readonly AUDIT_ADMIN: Administrator };
export type Appointed = { readonly personId: string; readonly account: string; readonly initialPassword: string };

/**
 * Appoints the first three administrators of an installation, three people (三员分立). Possible once: while anybody is security
 * administrator, further ones are named and confirmed like everybody else.
 */
export async function appointAdministrators(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  { orgId, administrators }: { orgId: string; administrators: Administrators },
): Promise<Appointed[] | Refusal> {
  const roles = ['SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN'] as const;
  const people = await Promise.all(
    roles.map(async (role) => {
      const initialPassword = newInitialPassword();
      return { role, personId: newId(), ...administrators[role], initialPassword, passwordHash: await hashPassword(initialPassword) };
    }),
  );
  const actor = systemActor('founding');
  return database.transaction(async (tx) => {
    if (await isRoleHeld(tx, 'SEC_ADMIN')) return refuse('identity.post.exists', { role: 'SEC_ADMIN' });
    const at = clock.now();
    for (const { personId, role, account, title, passwordHash } of people) {
      if (!(await addPerson(tx, { id: personId, account, title, homeOrgId: orgId, passwordHash, at })))
        return refuse('identity.person.account-taken');
      const id = newId();
      await addPost(tx, {
        id,
        personId,
        orgId,
        role,
        divisionId: null,
        state: 'confirmed',
        endsOn: null,
        proposedBy: `system:${actor.id}`,
        proposedAt: at,
      });
      await recordAct(tx, {
        actor,
        at,
        action: 'identity.appoint-administrator',
        object: { kind: 'post', id },
        facts: { role, person: personId },
      });
    }
    return people.map(({ personId, account, initialPassword }) => ({ personId, account, initialPassword }));
  });
}
