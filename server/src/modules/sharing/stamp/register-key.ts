import type { UnitKey } from '@karez/contract/sharing/unit-key-schemas';
import { dayIn } from '@karez/kit/clock';
import { isSm2PublicKey } from '@karez/kit/crypto/sm2';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { openTodo } from '#modules/desk';
import { authorityFor, confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { KEY_CASE, noteKey, presentKey } from './key-step.ts';
import { insertKey, keyInTheWay } from './stamp-store.ts';
import { askedKey, fingerprintOf, possessionText, signatureOver } from './unit-key.ts';

type KeyNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;
export type RegisterKey = {
  readonly actor: Actor;
  readonly publicKey: string;
  readonly medium: UnitKey['medium'];
  readonly signature: string;
  readonly code: string;
  readonly origin: string;
};

/** What a department signs today with the key that it is about to register. */
export function textToSign(
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  { actor, publicKey }: Pick<RegisterKey, 'actor' | 'publicKey'>,
): { text: string; fingerprint: string } | Refusal {
  if (!isSm2PublicKey(publicKey)) return unfit();
  const today = dayIn(config.KAREZ_TIME_ZONE, clock.now());
  return { text: possessionText({ organisationId: actor.orgId ?? '', publicKey, today }), fingerprint: fingerprintOf(publicKey) };
}

const unfit = (): Refusal =>
  refuse('sharing.unit-key.unfit', {}, [{ path: '/body/publicKey', code: 'sharing.unit-key-point', params: {} }]);

/**
 * A department's head registers its SM2 key: a point of the curve, whose private half signed today's text, and that no other department has. It counts
 * once the authority over the department has confirmed it.
 */
export async function registerKey(needs: KeyNeeds, command: RegisterKey): Promise<UnitKey | Refusal> {
  const { actor, publicKey, signature, code } = command;
  const asked = textToSign(needs, command);
  if (isRefusal(asked)) return asked;
  if (signatureOver(asked.text, { publicKey, signature }) === undefined)
    return refuse('sharing.unit-key.not-held', {}, [{ path: '/body/signature', code: 'sharing.unit-key-signature', params: {} }]);
  const regionCode = await regionOver(needs, actor);
  if (isRefusal(regionCode)) return regionCode;
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const organisationId = actor.orgId ?? '';
    const standing = await keyInTheWay(tx, { organisationId, publicKey });
    if (standing !== undefined) return refuse(`sharing.unit-key.${standing}`);
    const at = needs.clock.now();
    const { medium } = command;
    const key = askedKey({ id: needs.newId(), organisationId, regionCode, publicKey, medium, askedBy: actor.id, askedAt: at });
    // Another has registered one in the same moment.
    if (!(await insertKey(tx, key))) return refuse('sharing.unit-key.waits');
    await noteKey(tx, key, { ...command, action: 'sharing.register-unit-key', at });
    const organisation = (await organisationById(tx, organisationId))?.name ?? '';
    await openTodo(tx, {
      id: needs.newId(),
      key: `${KEY_CASE}:${key.id}`,
      for: { kind: 'region', regionCode, power: 'sharing.decide-dispute', exceptOrgIds: [organisationId] },
      subject: { module: 'sharing', kind: KEY_CASE, id: key.id },
      title: { key: 'sharing.todo.confirm-unit-key', params: { organisation } },
      link: '/sharing/unit-keys',
      dueAt: null,
      at,
    });
    return presentKey(tx, key, actor);
  });
}

/** The region whose authority has somebody that may confirm a key of the caller's department. */
async function regionOver({ database }: KeyNeeds, { orgId }: Actor): Promise<string | Refusal> {
  const organisation = orgId === null ? undefined : await organisationById(database.reader, orgId);
  if (!organisation) return refuse('sharing.unit-key.no-authority');
  const matter = { regionCodes: [organisation.regionCode], power: 'sharing.decide-dispute', parties: [organisation.id] } as const;
  const authority = await authorityFor(database.reader, matter);
  return authority && authority.members.length > 0 ? authority.regionCode : refuse('sharing.unit-key.no-authority');
}
