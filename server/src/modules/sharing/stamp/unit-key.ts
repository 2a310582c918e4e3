import { canonicalJson } from '@karez/kit/canonical-json';
import { keyIdOf } from '@karez/kit/crypto/signing';
import { isSm2PublicKey, rawSm2Signature, sm2Verifier } from '@karez/kit/crypto/sm2';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { UnitKey } from '@karez/contract/sharing/unit-key-schemas';

export type KeyState = UnitKey['state'];
export type UnitKeyRecord = {
  readonly id: string;
  readonly organisationId: string;
  /** Region whose authority confirms the key. */
  readonly regionCode: string;
  readonly publicKey: string;
  readonly medium: UnitKey['medium'];
  readonly state: KeyState;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
  /** The record of its confirmation. */
  readonly evidenceId: string | null;
};

export type KeyEvent = 'confirm' | 'refuse' | 'replace' | 'revoke';

/** From which states an event leads where. A key that signed once stays on record under its last state. */
export const unitKeyMachine: Readonly<Record<KeyState, Partial<Readonly<Record<KeyEvent, KeyState>>>>> = {
  asked: { confirm: 'in-force', refuse: 'refused', revoke: 'revoked' },
  'in-force': { replace: 'replaced', revoke: 'revoked' },
  refused: {},
  replaced: {},
  revoked: {},
};

/** The state after an event, or the refusal of an illegal move. */
export function afterKeyEvent(state: KeyState, event: KeyEvent): KeyState | Refusal {
  return unitKeyMachine[state][event] ?? refuse('sharing.unit-key.state', { state: state === 'in-force' ? 'valid' : state });
}

/** Names a key: 32 hexadecimal digits, what the authority compares with what the department gives it outside of the platform. */
export const fingerprintOf = (publicKey: string): string => keyIdOf({ algorithm: 'sm2', publicKey });

/** Whether what somebody typed is the fingerprint of a key: blanks, dashes and capitals do not matter. */
export const isFingerprintOf = (typed: string, publicKey: string): boolean =>
  typed.replaceAll(/[\s-]/gu, '').toLowerCase() === fingerprintOf(publicKey);

/** What a department signs to show that it holds the private key: it names department, key and day, so that the signature serves for nothing else. */
export function possessionText({ organisationId, publicKey, today }: { organisationId: string; publicKey: string; today: string }): string {
  return canonicalJson({ karez: 'unit-key', organisation: organisationId, publicKey, on: today, v: 1 });
}

/** The signature as `r ‖ s` in hexadecimal where the key made it over the text's UTF-8 bytes (GM/T 0003.2, SM3, the standard user id); undefined otherwise. */
export function signatureOver(text: string, { publicKey, signature }: { publicKey: string; signature: string }): string | undefined {
  if (!isSm2PublicKey(publicKey)) return undefined;
  const raw = rawSm2Signature(Buffer.from(signature, 'hex'));
  return raw && sm2Verifier(publicKey)(Buffer.from(text, 'utf8'), raw) ? raw.toString('hex') : undefined;
}

/** A key as it is asked for: nobody has judged it. */
export function askedKey(
  asked: Pick<UnitKeyRecord, 'id' | 'organisationId' | 'regionCode' | 'publicKey' | 'medium' | 'askedBy' | 'askedAt'>,
): UnitKeyRecord {
  return { ...asked, state: 'asked', decidedBy: null, decidedAt: null, endedBy: null, endedAt: null, reason: null, evidenceId: null };
}
