import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import type { Actor } from './actor.ts';
import { saveAuthority } from './authority-store.ts';
import type { Authority, AuthorityMember } from './authority.ts';
import { recordAct } from './evidence.ts';
import { organisationsByIds } from './organisation-store.ts';
import { isAuthorityPower, mayUse } from './powers.ts';

/**
 * Says which organisations together are the sharing authority of a region, and with which powers each (91-7.1, 91-7.1.2):
 * exactly one leads, each is known here, and no power is given but those that an authority decides with.
 */
export async function formAuthority(
  { database, clock }: Pick<Needs, 'database' | 'clock'>,
  { actor, regionCode, members }: { actor: Actor; regionCode: string; members: readonly AuthorityMember[] },
): Promise<Authority | Refusal> {
  const permitted = mayUse(actor, 'identity.regions', { regionCode });
  if (isRefusal(permitted)) return permitted;
  if (members.filter((member) => member.lead).length !== 1) return refuse('identity.authority.one-lead');
  const strange = members.flatMap((member) => member.powers).find((power) => !isAuthorityPower(power));
  if (strange !== undefined) return refuse('identity.authority.power-unknown', { power: strange });
  return database.transaction(async (tx) => {
    const known = await organisationsByIds(
      tx,
      members.map((member) => member.orgId),
    );
    if (members.some((member) => !known.has(member.orgId))) return refuse('identity.organisation.not-found');
    await saveAuthority(tx, regionCode, members);
    await recordAct(tx, {
      actor,
      at: clock.now(),
      action: 'identity.form-authority',
      object: { kind: 'region', id: regionCode },
      facts: { members: members.length },
    });
    return { regionCode, members };
  });
}
