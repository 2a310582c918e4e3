const CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_CHARSET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Σ weight × value over the first characters; undefined where a character is outside the set. */
function weighted(text: string, charset: string, weights: readonly number[]): number | undefined {
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = charset.indexOf(text.charAt(index));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return sum;
}

/** The check character that the first eight characters of an organisation code (GB 11714) ask for. */
export function organisationCheckCharacter(firstEight: string): string | undefined {
  if (firstEight.length !== 8) return undefined;
  const sum = weighted(firstEight, ORGANISATION_CHARSET, ORGANISATION_WEIGHTS);
  if (sum === undefined) return undefined;
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

/** Whether nine characters are an organisation code (GB 11714) with the right check character. */
export function isOrganisationCode(code: string): boolean {
  return code.length === 9 && organisationCheckCharacter(code.slice(0, 8)) === code.charAt(8);
}

/** The check character that the first seventeen characters of a USCC (GB 32100) ask for. */
export function usccCheckCharacter(firstSeventeen: string): string | undefined {
  if (firstSeventeen.length !== 17) return undefined;
  const sum = weighted(firstSeventeen, CHARSET, WEIGHTS);
  if (sum === undefined) return undefined;
  return CHARSET.charAt((31 - (sum % 31)) % 31);
}

/** Brings what people type into the form of the standard: half width, upper case, no blanks. */
export function normaliseUscc(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/**
 * Whether a normalised text is a 统一社会信用代码 (GB 32100): 18 characters of its set, six digits of a division, the GB 32100
 * check character. `organisationCode: true` also asks for the GB 11714 check inside (units registered by 机构编制, first character 1).
 */
export function isUscc(code: string, { organisationCode = false } = {}): boolean {
  if (code.length !== 18 || !/^\d{6}$/.test(code.slice(2, 8))) return false;
  if (usccCheckCharacter(code.slice(0, 17)) !== code.charAt(17)) return false;
  return !organisationCode || isOrganisationCode(code.slice(8, 17));
}

/** Makes an invented but check-digit-valid USCC from its parts, for demo data: `serial` is eight digits. */
export function inventUscc({ kind, regionCode, serial }: { kind: string; regionCode: string; serial: string }): string {
  const organisation = `${serial}${organisationCheckCharacter(serial) ?? ''}`;
  const first = `${kind}${regionCode}${organisation}`;
  const check = usccCheckCharacter(first);
  if (check === undefined) throw new Error(`not the parts of a USCC: ${first}`);
  return first + check;
}
