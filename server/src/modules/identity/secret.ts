import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { inTurn } from './password-work.ts';

/** Argon2id with 19 MiB, two passes, one lane: OWASP's first recommendation, about 13 ms here. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of nothing anybody has, so that an unknown account takes as long to refuse as a known one. */
let decoy: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), ARGON2));
}

/** Whether the password has this hash; without a hash it works as long and answers no. */
export async function passwordMatches(password: string, passwordHash: string | undefined): Promise<boolean> {
  // Waited for in either case: an account that exists must not answer sooner, nor leave a failure that nobody hears.
  const unknown = await decoyHash();
  const known = passwordHash ?? unknown;
  const matches = await inTurn(() => verify(known, password.normalize('NFKC')));
  return matches && passwordHash !== undefined;
}

/** Made once in a process; a failure is not kept, so the next sign-in tries again. */
function decoyHash(): Promise<string> {
  decoy ??= inTurn(() => hash(randomBytes(24), ARGON2)).catch((error: unknown) => {
    decoy = undefined;
    throw error;
  });
  return decoy;
}

/** A first password that meets the rule of `password.ts`: 120 random bits in four groups. */
export function newInitialPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
  const characters = [...randomBytes(20)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return `${characters.slice(0, 5)}-${characters.slice(5, 10)}-${characters.slice(10, 15)}-${characters.slice(15)}2aA`;
}

/** A session token: 32 random bytes; the store keeps its hash only. */
export function newSessionToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The CSRF token that goes with a session token: known to whoever got the answer, not derivable from a cookie alone being sent. */
export function csrfTokenOf(sessionToken: string): string {
  return createHash('sha256').update(`karez csrf\0${sessionToken}`).digest('base64url');
}

export function sameText(first: string, second: string): boolean {
  const [one, two] = [createHash('sha256').update(first).digest(), createHash('sha256').update(second).digest()];
  return timingSafeEqual(one, two);
}
