import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
/** Steps before and after the present one whose codes are taken: clocks of telephones differ. */
const WINDOW_STEPS = 1;

/** A new seed of 160 bits (RFC 6238). */
export function newSeed(): Uint8Array {
  return new Secret({ size: 20 }).bytes;
}

function generator(seed: Uint8Array, label = ''): TOTP {
  // Copied, because the library wants a buffer of its own.
  return new TOTP({
    issuer: 'Karez',
    label,
    secret: new Secret({ buffer: Uint8Array.from(seed).buffer }),
    digits: 6,
    period: PERIOD_SECONDS,
  });
}

/** What an authenticator app needs: the seed as text, and as an address for a QR code. */
export function enrolmentOf(seed: Uint8Array, account: string): { secret: string; uri: string } {
  const totp = generator(seed, account);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step whose code this is, near the present one; undefined for any other code. */
export function stepOf(seed: Uint8Array, code: string, now: Date): number | undefined {
  const delta = generator(seed).validate({ token: code, timestamp: now.getTime(), window: WINDOW_STEPS });
  if (delta === null) return undefined;
  return Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

/** The code to give now: of the present step, or of the next one where the present one is used up (accepted too, for clocks differ). */
export function codeToGive(seed: Uint8Array, lastStep: number | null, now: Date): string {
  const present = Math.floor(now.getTime() / 1000 / PERIOD_SECONDS);
  const step = lastStep !== null && lastStep >= present ? lastStep + 1 : present;
  return generator(seed).generate({ timestamp: step * PERIOD_SECONDS * 1000 });
}
