import { actedBy } from '#platform/caller';
import type { UnitKey } from '@karez/contract/sharing/unit-key-schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { allowedOf, mayUse, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { sidesOf } from '../present-application.ts';
import { fingerprintOf, unitKeyMachine, type UnitKeyRecord } from './unit-key.ts';

/** Kind of the case of a key, in evidence and to-dos. */
export const KEY_CASE = 'sharing.unit-key';

/** Whether somebody may confirm or refuse a key: the leader of the authority over the department, not of it, and not who registered it from another post. */
export function mayDecideKey(actor: Actor, key: UnitKeyRecord): true | Refusal {
  const permitted = mayUse(actor, 'sharing.decide-dispute', { regionCode: key.regionCode, parties: [key.organisationId] });
  if (permitted === true) return actor.id === key.askedBy ? refuse('sharing.unit-key.own') : true;
  return permitted.code === 'identity.power.party' ? refuse('sharing.unit-key.own') : refuse('sharing.unit-key.not-found');
}

/** Whether somebody may revoke a key: the department's own head, or the authority's leader; a danger is averted also by who registered it. */
export function mayRevokeKey(actor: Actor, key: UnitKeyRecord): true | Refusal {
  if (mayUse(actor, 'sharing.consent-in', { orgId: key.organisationId }) === true) return true;
  const leads = mayUse(actor, 'sharing.decide-dispute', { regionCode: key.regionCode, parties: [] }) === true;
  return leads || refuse('sharing.unit-key.not-found');
}

/** Keys as a reader sees them, the names of their departments read once. */
export async function presentKeys(reader: Reader, keys: readonly UnitKeyRecord[], actor: Actor): Promise<UnitKey[]> {
  const names = await sidesOf(
    reader,
    keys.map(({ organisationId }) => organisationId),
  );
  return keys.map((key) => {
    const { id, state, medium, reason } = key;
    return {
      id,
      state,
      medium,
      reason,
      ...named(key, actor),
      organisation: names(key.organisationId),
      askedAt: key.askedAt.toISOString(),
      decidedAt: key.decidedAt?.toISOString() ?? null,
      endedAt: key.endedAt?.toISOString() ?? null,
    };
  });
}

/** The key itself, and what the reader may do. Who is to type the fingerprint as the department gave it outside of the platform is not handed it here. */
function named(key: UnitKeyRecord, actor: Actor): Pick<UnitKey, 'publicKey' | 'fingerprint' | 'allowed'> {
  const { publicKey, state } = key;
  const moves = unitKeyMachine[state];
  const decides = moves.confirm !== undefined && mayDecideKey(actor, key) === true;
  const revokes = moves.revoke !== undefined && mayRevokeKey(actor, key) === true;
  const allowed = allowedOf({ ...(decides ? { decide: true as const } : {}), ...(revokes ? { revoke: true as const } : {}) });
  return decides ? { publicKey: null, fingerprint: null, allowed } : { publicKey, fingerprint: fingerprintOf(publicKey), allowed };
}

export async function presentKey(reader: Reader, key: UnitKeyRecord, actor: Actor): Promise<UnitKey> {
  const [shown] = await presentKeys(reader, [key], actor);
  if (!shown) throw new Error('one key is presented as one');
  return shown;
}

type Noted = { readonly actor: Actor; readonly action: string; readonly origin: string; readonly at: Date };

/** Records a step of a key; answers the record's number. The public key is in it: whoever holds the record knows whose key it is. */
export async function noteKey(tx: Transaction, key: UnitKeyRecord, { actor, action, origin, at }: Noted): Promise<string> {
  const { id } = await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: KEY_CASE, id: key.id, revision: revisionOf(key) },
    origin,
    facts: { organisationId: key.organisationId, publicKey: key.publicKey, state: key.state, medium: key.medium },
  });
  return id;
}

/** Asked, decided, ended: each is one revision more. */
const revisionOf = ({ decidedAt, endedAt }: UnitKeyRecord): number => 1 + [decidedAt, endedAt].filter((at) => at !== null).length;
