/**
 * How a granted value is shown (law.md §9.7, design.md §2). `none` only where the grant says so.
 * A mask's output has a length that depends on the rule and never on the hidden part.
 */
export const maskRules = ['none', 'name', 'identity-number', 'phone', 'bank-card', 'address', 'hidden'] as const;
export type MaskRule = (typeof maskRules)[number];

export function isMaskRule(value: unknown): value is MaskRule {
  return maskRules.some((rule) => rule === value);
}

/** What stands for a value of which nothing may be shown. */
export const hidden = '***';

/** The masked form of one value's text; `none` gives it back unchanged. */
export function mask(rule: MaskRule, text: string): string {
  return byRule[rule](text);
}

const byRule: Readonly<Record<MaskRule, (text: string) => string>> = {
  none: (text) => text,
  name: maskName,
  'identity-number': maskIdNumber,
  phone: maskPhone,
  'bank-card': maskBankCard,
  address: maskAddress,
  hidden: () => hidden,
};

/** First character and exactly two stars, in any script, so that neither length nor a middle dot tells an ethnic group. */
function maskName(text: string): string {
  const unit = text.charCodeAt(0);
  const next = text.charCodeAt(1);
  // Two plain Han characters: the usual case, without the work below.
  if (isHan(unit) && (isHan(next) || Number.isNaN(next))) return `${text.charAt(0)}**`;
  const first = /^\p{L}\p{M}*/u.exec(text.normalize('NFC').trimStart());
  // NOTE: marks are cut to three, or a text of marks alone would pass through the mask.
  return first ? `${Array.from(first[0]).slice(0, 4).join('')}**` : hidden;
}

function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

const idStars = '*'.repeat(15);

/**
 * Of a citizen's number only the last three characters, and of these never the digit that tells the sex: the 17th of 18 digits,
 * the 15th of the former 15. Everything else is stars of a fixed count, so birthplace, date and the kind of number stay unknown.
 */
function maskIdNumber(text: string): string {
  const digits = text.trim().toUpperCase();
  if (/^\d{17}[\dX]$/.test(digits)) return `${idStars}${digits.charAt(15)}*${digits.charAt(17)}`;
  if (/^\d{15}$/.test(digits)) return `${idStars}${digits.slice(12, 14)}*`;
  return '*'.repeat(18);
}

/** A mobile number as `138****1234`; any other number is hidden whole. */
function maskPhone(text: string): string {
  const digits = text.length === 11 ? text : text.replace(/[\s-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return /^1\d{10}$/.test(digits) ? `${digits.slice(0, 3)}****${digits.slice(7)}` : '*'.repeat(11);
}

/** The last four digits of a card of 12 to 19 digits. */
function maskBankCard(text: string): string {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{12,19}$/.test(digits) ? `${'*'.repeat(12)}${digits.slice(-4)}` : '*'.repeat(16);
}

const addressReadMax = 60;
/** What can only stand below a town: a text that holds one before its town's name is no address in the usual order. */
const finer = /[0-90-9〇一二三四五六七八九十]号|[0-90-9]|路(?!街道)|巷|村|组|栋|幢|室|楼|单元|小区|社区|街(?!道)/u;

/** Down to the street office or town (街道、镇、乡), else down to the county; what is finer, or unclear, is hidden. */
function maskAddress(text: string): string {
  const address = text.trim().slice(0, addressReadMax);
  const kept = upToTown(address) ?? upToCounty(address) ?? '';
  return `${kept}${hidden}`;
}

/** A town's name has two characters at least after the division above it; 镇平县, 新乡市 and 景德镇市 are no towns. */
function upToTown(address: string): string | undefined {
  const found = /^(?:.*?[^自治地]?[省区市州县旗盟])?[^省区市州县旗盟]{1,20}?(?:街道|镇|乡)(?![市县区])/u.exec(address);
  return found && !finer.test(found[0]) ? found[0] : undefined;
}

function upToCounty(address: string): string | undefined {
  const found = /^.{2,30}?(?:县|旗|(?<!自治|地)区)/u.exec(address) ?? /^.{2,12}?市/u.exec(address);
  return found && !finer.test(found[0]) ? found[0] : undefined;
}
