import { refuse, type Refusal } from '@karez/kit/refusal';

/** 公民身份号码 of 18 or 15 digits, and mobile telephone numbers: they stand for one person, wherever they are written. */
const written = /(?<!\d)(?:[1-9]\d{16}[\dXx]|[1-9]\d{14}|(?:86)?1[3-9]\d{9})(?!\d)/u;

/** Blanks, hyphens and characters that nobody sees, as they are put between the groups of a number. */
const gap = String.raw`[\s\p{Pd}\p{Cf}]*`;
const spaced = (...parts: readonly string[]): string => parts.join(gap);
const digits = (count: number): readonly string[] => Array.from({ length: count }, () => String.raw`\d`);
const birthDay = [String.raw`(?:0${gap}[1-9]|1${gap}[0-2])`, String.raw`(?:0${gap}[1-9]|[12]${gap}\d|3${gap}[01])`];
const grouped = new RegExp(
  String.raw`(?<!\d)(?:${[
    spaced('[1-9]', ...digits(5), String.raw`(?:1${gap}9|2${gap}0)`, ...digits(2), ...birthDay, ...digits(3), String.raw`[\dXx]`),
    spaced('[1-9]', ...digits(7), ...birthDay, ...digits(3)),
    spaced(String.raw`(?:8${gap}6${gap})?1${gap}[3-9]`, ...digits(9)),
  ].join('|')})(?!\d)`,
  'u',
);

/** Numbers that the platform gives (JH-650400-20261123-0001): a region, a day and a count, grouped like an identity number. */
const caseNumber = /(?<![A-Za-z])[A-Z]{2}-\d{6}-20[2-9]\d{5}-\d{4,}(?!\d)/gu;

const usccCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = Array.from({ length: 17 }, (_, place) => 3 ** place % 31);
const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const weighed = (code: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, place) => sum + weight * usccCharacters.indexOf(code[place] ?? ''), 0);

/** The check character of a 统一社会信用代码 (GB 32100, modulus 31). */
const isUscc = (code: string): boolean => usccCharacters[(31 - (weighed(code, usccWeights) % 31)) % 31] === code[17];

/** A 公民身份号码 (GB 11643): a day of birth that there is, and the check character of modulus 11-2. */
function isIdentityNumber(code: string): boolean {
  const day = `${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}`;
  const born = new Date(`${day}T00:00:00Z`);
  const isDay = /^(?:19|20)/u.test(day) && !Number.isNaN(born.getTime()) && born.toISOString().startsWith(day);
  return isDay && '10X98765432'[weighed(code, identityWeights) % 11] === code[17];
}

/** Eighteen digits are somebody's unless they are, by their own check character, the code of an organisation and no identity number. */
const eighteenDigits = /(?<![0-9A-Za-z])\d{18}(?![0-9A-Za-z])/gu;
const withoutCodes = (text: string): string =>
  text.replace(eighteenDigits, (code) => (isUscc(code) && !isIdentityNumber(code) ? '#' : code));

/** Whether a text names somebody by such a value, in whatever width and grouping it is written. */
export function holdsPersonalValue(text: string): boolean {
  const folded = withoutCodes(text.normalize('NFKC').replace(caseNumber, '#'));
  return written.test(folded) || grouped.test(folded);
}

/** Judges texts by their places in the body: a refusal with `code` that names each place that holds such a value; null for none. */
export const refusingPersonalValues =
  (code: 'sharing.dispute.personal-value' | 'sharing.disposal.personal-value' | 'sharing.offer.personal-value') =>
  (texts: Readonly<Record<string, string>>): Refusal | null => {
    const found = Object.entries(texts).filter(([, text]) => holdsPersonalValue(text));
    if (found.length === 0) return null;
    const places = found.map(([place]) => ({ path: `/body/${place}`, code: 'sharing.personal-value-here', params: {} }));
    return refuse(code, { count: found.length }, places);
  };
