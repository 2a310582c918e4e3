import { refuse, type Refusal } from '@karez/kit/refusal';

/** Days after which a password has to be changed, and how many former ones may not come back (GB/T 22239 8.1.4.1 a). */
export const PASSWORD_DAYS_MAX = 90;
export const PASSWORD_HISTORY = 5;
const LENGTH_MIN = 12;
const CLASSES_MIN = 3;

const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/** Whether a new password is strong enough: 12 characters of three classes, without the account in it, not one character repeated. */
export function checkPassword(password: string, account: string): true | Refusal {
  const kinds = classes.filter((kind) => kind.test(password)).length;
  if (password.length < LENGTH_MIN || kinds < CLASSES_MIN)
    return refuse('identity.password.weak', { lengthMin: LENGTH_MIN, classesMin: CLASSES_MIN });
  const plain = password.toLowerCase();
  if (plain.includes(account.toLowerCase()) || new Set(plain).size < 6)
    return refuse('identity.password.weak', { lengthMin: LENGTH_MIN, classesMin: CLASSES_MIN });
  return true;
}

/** When a password that was set at an instant runs out. */
export function passwordExpiresAt(changedAt: Date): Date {
  return new Date(changedAt.getTime() + PASSWORD_DAYS_MAX * 86_400_000);
}
