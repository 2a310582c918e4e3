import type { UnitKey } from '@karez/contract/sharing/unit-key-schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { closeTodosOf, notify } from '#modules/desk';
import { confirmSecondFactor, organisationById, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { cursorAfter, cursorFrom } from '../cursor.ts';
import { personalOf } from '../paper-signing/sealed-scan.ts';
import { KEY_CASE, mayDecideKey, mayRevokeKey, noteKey, presentKey, presentKeys } from './key-step.ts';
import { keysFor, lockKey, lockKeyInForce, saveKey } from './stamp-store.ts';
import { afterKeyEvent, fingerprintOf, isFingerprintOf, type KeyEvent, type UnitKeyRecord } from './unit-key.ts';

type KeyNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'keys'>;
type Command = { readonly actor: Actor; readonly keyId: string; readonly origin: string };
export type DecideKey = Command & {
  readonly decided:
    | { readonly decision: 'confirm'; readonly fingerprint: string; readonly code: string }
    | { readonly decision: 'refuse'; readonly reason: string };
};

/**
 * The authority's leader confirms a key or refuses it. Confirming takes the fingerprint as the department gave it outside of the platform: one that
 * somebody else slipped in is not confirmed by a click. The key that was in force before is replaced; what it signed stays.
 */
export async function decideKey(needs: KeyNeeds, command: DecideKey): Promise<UnitKey | Refusal> {
  const { actor, decided } = command;
  if (decided.decision === 'confirm') {
    const confirmed = await confirmSecondFactor(needs, actor, decided.code);
    if (isRefusal(confirmed)) return confirmed;
  } else {
    const personal = personalOf({ reason: decided.reason });
    if (personal) return personal;
  }
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const key = await lockKey(tx, command.keyId);
    if (!key) return refuse('sharing.unit-key.not-found');
    const permitted = mayDecideKey(actor, key);
    if (isRefusal(permitted)) return permitted;
    const state = afterKeyEvent(key.state, decided.decision);
    if (isRefusal(state)) return state;
    if (decided.decision === 'confirm') {
      const unfit = await whyNotConfirmed(tx, key, decided.fingerprint);
      if (unfit) return unfit;
      await replaceFormer(tx, key, { ...command, at });
    }
    const reason = decided.decision === 'refuse' ? decided.reason : null;
    const judged: UnitKeyRecord = { ...key, state, decidedBy: actor.id, decidedAt: at, reason };
    const evidenceId = await noteKey(tx, judged, { ...command, action: actionOf(decided.decision), at });
    const saved = { ...judged, evidenceId: state === 'in-force' ? evidenceId : null };
    await saveKey(tx, saved);
    await tell(tx, saved, { by: actor.id, at, newId: needs.newId });
    return presentKey(tx, saved, actor);
  });
}

/** A dissolved department signs nothing any more, and a key is confirmed only by the fingerprint its department gave. */
async function whyNotConfirmed(tx: Reader, key: UnitKeyRecord, fingerprint: string): Promise<Refusal | null> {
  if ((await organisationById(tx, key.organisationId))?.dissolved !== null) return refuse('sharing.unit-key.dissolved');
  if (isFingerprintOf(fingerprint, key.publicKey)) return null;
  return refuse('sharing.unit-key.fingerprint', {}, [{ path: '/body/fingerprint', code: 'sharing.unit-key-fingerprint', params: {} }]);
}

const actionOf = (event: Exclude<KeyEvent, 'replace'>): string => `sharing.${event}-unit-key`;

async function replaceFormer(
  tx: Transaction,
  { organisationId }: UnitKeyRecord,
  { actor, origin, at }: Command & { readonly at: Date },
): Promise<void> {
  const former = await lockKeyInForce(tx, organisationId);
  if (!former) return;
  const state = afterKeyEvent(former.state, 'replace');
  if (isRefusal(state)) throw new Error('a key in force is replaced');
  const replaced = { ...former, state, endedBy: actor.id, endedAt: at };
  await saveKey(tx, replaced);
  await noteKey(tx, replaced, { actor, origin, at, action: 'sharing.replace-unit-key' });
}

export type RevokeKey = Command & { readonly reason: string; readonly code: string };

/** A key signs nothing from now on; what it signed stays, with the record that it was in force then. */
export async function revokeKey(needs: KeyNeeds, command: RevokeKey): Promise<UnitKey | Refusal> {
  const { actor, reason, code, keyId } = command;
  const personal = personalOf({ reason });
  if (personal) return personal;
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const key = await lockKey(tx, keyId);
    if (!key) return refuse('sharing.unit-key.not-found');
    const permitted = mayRevokeKey(actor, key);
    if (isRefusal(permitted)) return permitted;
    const state = afterKeyEvent(key.state, 'revoke');
    if (isRefusal(state)) return state;
    const revoked = { ...key, state, endedBy: actor.id, endedAt: at, reason };
    await saveKey(tx, revoked);
    await noteKey(tx, revoked, { ...command, action: actionOf('revoke'), at });
    await tell(tx, revoked, { by: actor.id, at, newId: needs.newId });
    return presentKey(tx, revoked, actor);
  });
}

/** The department's heads hear what became of their key. */
async function tell(
  tx: Transaction,
  { id, organisationId, state, publicKey }: UnitKeyRecord,
  { by, at, newId }: { readonly by: string; readonly at: Date } & Pick<Needs, 'newId'>,
): Promise<void> {
  const subject = { module: 'sharing', kind: KEY_CASE, id };
  await closeTodosOf(tx, { kind: KEY_CASE, id }, { by, at });
  await notify(tx, {
    id: newId(),
    key: `${KEY_CASE}:${id}:${state}`,
    for: { kind: 'organisation', orgId: organisationId, power: 'sharing.consent-in' },
    subject,
    title: { key: `sharing.notice.unit-key-${state}`, params: { no: fingerprintOf(publicKey) } },
    link: '/sharing/unit-keys',
    at,
  });
}

type Asked = { readonly actor: Actor; readonly cursor?: string | undefined; readonly limit: number };

/** Keys of the caller's department, and of the regions whose authority it leads. */
export async function listKeys(
  reader: Reader,
  { actor, cursor, limit }: Asked,
): Promise<{ items: UnitKey[]; next: string | null; total: number }> {
  const regionCodes = actor.powers.flatMap(({ power, regionCode }) =>
    power === 'sharing.decide-dispute' && regionCode !== null ? [regionCode] : [],
  );
  const { records, total } = await keysFor(reader, { orgId: actor.orgId, regionCodes, after: cursorFrom(cursor), limit: limit + 1 });
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentKeys(reader, page, actor),
    next: last && records.length > limit ? cursorAfter({ at: last.askedAt, id: last.id }) : null,
    total,
  };
}
