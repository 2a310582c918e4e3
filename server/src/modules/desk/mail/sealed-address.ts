import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Needs } from '#platform/needs';

type KeyNeeds = Pick<Needs, 'keys'>;
type Sealed = { readonly personId: string; readonly sealed: Buffer };

const addressPurpose = (personId: string): string => `desk.mailbox.address/${personId}`;
const codePurpose = (personId: string): string => `desk.mailbox.code/${personId}`;

export function sealAddress({ keys }: KeyNeeds, personId: string, address: string): Buffer {
  return keys.encrypt(addressPurpose(personId), Buffer.from(address, 'utf8'));
}

export function openAddress({ keys }: KeyNeeds, { personId, sealed }: Sealed): string {
  return keys.decrypt(addressPurpose(personId), sealed).toString('utf8');
}

/** A fresh code of eight digits, sealed: it is told by mail only. */
export function sealNewCode({ keys }: KeyNeeds, personId: string): Buffer {
  const code = String(randomInt(0, 100_000_000)).padStart(8, '0');
  return keys.encrypt(codePurpose(personId), Buffer.from(code, 'utf8'));
}

export function openCode({ keys }: KeyNeeds, { personId, sealed }: Sealed): string {
  return keys.decrypt(codePurpose(personId), sealed).toString('utf8');
}

/** Whether a code is the sealed one; how long it takes tells nothing. */
export function isCode(needs: KeyNeeds, sealed: Sealed, code: string): boolean {
  const known = Buffer.from(openCode(needs, sealed), 'utf8');
  const said = Buffer.from(code, 'utf8');
  return known.length === said.length && timingSafeEqual(known, said);
}
