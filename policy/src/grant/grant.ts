import { isRefusal, refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import { isMaskRule, type MaskRule } from './masks.ts';
import { compilePattern } from './pattern.ts';
import { isRowFilter, type RowFilter } from './row-filter.ts';

/** Version of the document's shape; a door refuses a document of a shape it does not know. */
export const grantFormat = 1;
/** The shape with a row filter: a door that does not know it, and so would give every row, does not serve the grant. */
export const rowGrantFormat = 2;

/** 授权 of law.md §6.7, with `revoked` for one withdrawn by its issuer. Only `active` opens a door. */
export const grantStates = ['active', 'suspended', 'expired', 'terminated', 'revoked'] as const;
export type GrantState = (typeof grantStates)[number];

/** 共享方式 (809-22.2). */
export const grantModes = ['api', 'table', 'file', 'query'] as const;
export type GrantMode = (typeof grantModes)[number];

/** An article of an instrument, for example the instrument `809-2025`, article `27.2`; '' where the whole is cited. */
export type BasisRef = { readonly instrument: string; readonly article: string };

/**
 * One granted item: its number in the entry (which never changes its meaning), its field in the entry's record as a dotted path,
 * and how it is shown. A door that names fields otherwise maps them by number.
 */
export type GrantedItem = { readonly no: number; readonly path: string; readonly mask: MaskRule };

/** A measure that closes the grant, or the requester's rights, for a time (809-27.2, 91-7.3); `to` is null while open-ended. */
export type GrantRestriction = {
  readonly id: string;
  readonly by: 'authority' | 'provider';
  readonly basis: BasisRef;
  /** Instants, ISO 8601 UTC; `from` included, `to` excluded. */
  readonly from: string;
  readonly to: string | null;
};

/** Calls allowed in one second, in one day of the region's zone, and over the whole validity. */
export type GrantQuota = { readonly perSecond: number; readonly perDay: number; readonly total: number | null };

/**
 * One immutable version of a grant as every door sees it (design.md §8, §9): plain JSON, no look-up needed to decide.
 * A change of any kind (suspension, renewal, fewer items) is the same grantId with a higher `version`.
 */
export type CompiledGrant = {
  readonly format: typeof grantFormat | typeof rowGrantFormat;
  readonly grantId: string;
  readonly version: number;
  readonly state: GrantState;
  readonly mode: GrantMode;
  readonly entryId: string;
  readonly entryCode: string;
  /** `major.minor` of the entry. */
  readonly entryVersion: string;
  readonly providerOrgId: string;
  readonly requesterOrgId: string;
  /** Machine clients of the requester's systems that may use the grant; none means that nobody can call yet. */
  readonly clientIds: readonly string[];
  readonly items: readonly GrantedItem[];
  /** The rows that it gives; absent, and format 1, where it gives all. */
  readonly rowFilter?: RowFilter;
  /** Whether any granted item is personal data: such grants are never served without the database. */
  readonly personal: boolean;
  /** Code of the purpose (使用用途) and of the 政务服务事项 or 权责清单 item that it serves; `matterCode` null when none is named. */
  readonly purpose: { readonly code: string; readonly matterCode: string | null };
  /** Format of the matter number that each call must carry, in the language of pattern.ts. */
  readonly matterFormat: string;
  readonly legalBasis: readonly BasisRef[];
  readonly quota: GrantQuota;
  /** Instants, ISO 8601 UTC; from included, to excluded. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly restrictions: readonly GrantRestriction[];
};

export const grantItemsMax = 500;
export const grantClientsMax = 100;
export const quotaPerSecondMax = 10_000;

type Fields = Record<string, unknown>;
type Report = (path: string, reason: string) => void;

/** Reads a compiled grant from the feed or from a file; refuses with the JSON pointer of every wrong place. */
export function parseCompiledGrant(value: unknown): CompiledGrant | Refusal {
  if (!isFields(value)) return refuse('grant.document.invalid', { reason: 'not an object' });
  if (!isKnownFormat(value['format'])) return refuse('grant.document.format-unknown', { format: String(value['format']) });
  const wrong: FieldRefusal[] = [];
  const report: Report = (path, reason) => wrong.push({ path, code: 'gateway.grant-document', params: { reason } });
  checkWords(value, report);
  checkLists(value, report);
  checkQuota(value['quota'], report);
  checkTimes(value, report);
  checkRows(value, report);
  return isWhole(value, wrong) ? value : refuse('grant.document.invalid', { count: wrong.length }, wrong);
}

/** The checks that filled `wrong` are the proof of the type; the property test breaks a document at each place. */
function isWhole(value: Fields, wrong: readonly FieldRefusal[]): value is CompiledGrant {
  return wrong.length === 0 && isKnownFormat(value['format']);
}

const isKnownFormat = (format: unknown): boolean => format === grantFormat || format === rowGrantFormat;

const words = ['grantId', 'entryId', 'entryCode', 'entryVersion', 'providerOrgId', 'requesterOrgId'];

function checkWords(value: Fields, report: Report): void {
  for (const name of words) if (!isWord(value[name])) report(`/${name}`, 'text expected');
  if (!isCount(value['version'], Number.MAX_SAFE_INTEGER)) report('/version', 'positive integer expected');
  if (!isOneOf(grantStates, value['state'])) report('/state', 'unknown state');
  if (!isOneOf(grantModes, value['mode'])) report('/mode', 'unknown mode');
  if (typeof value['personal'] !== 'boolean') report('/personal', 'true or false expected');
  if (!isPurpose(value['purpose'])) report('/purpose', 'purpose expected');
  if (!isMatterFormat(value['matterFormat'])) report('/matterFormat', 'matter number format expected');
}

function checkLists(value: Fields, report: Report): void {
  checkEach({ value, name: 'items', max: grantItemsMax }, isItem, report);
  checkEach({ value, name: 'clientIds', max: grantClientsMax }, isWord, report);
  checkEach({ value, name: 'legalBasis', max: 100 }, isBasis, report);
  checkEach({ value, name: 'restrictions', max: 100 }, isRestriction, report);
  const numbers = Array.isArray(value['items']) ? value['items'].map((item: unknown) => (isFields(item) ? item['no'] : undefined)) : [];
  if (numbers.length === 0) report('/items', 'at least one item expected');
  if (new Set(numbers).size !== numbers.length) report('/items', 'an item stands twice');
}

type ListPlace = { readonly value: Fields; readonly name: string; readonly max: number };

function checkEach({ value, name, max }: ListPlace, isRight: (entry: unknown) => boolean, report: Report): void {
  const list = value[name];
  if (!Array.isArray(list) || list.length > max) return report(`/${name}`, `list of at most ${max} expected`);
  list.forEach((entry: unknown, index) => {
    if (!isRight(entry)) report(`/${name}/${index}`, 'entry malformed');
  });
}

function checkQuota(quota: unknown, report: Report): void {
  if (!isFields(quota)) return report('/quota', 'quota expected');
  if (!isCount(quota['perSecond'], quotaPerSecondMax)) report('/quota/perSecond', `1 to ${quotaPerSecondMax} expected`);
  if (!isCount(quota['perDay'], Number.MAX_SAFE_INTEGER)) report('/quota/perDay', 'positive integer expected');
  if (quota['total'] !== null && !isCount(quota['total'], Number.MAX_SAFE_INTEGER))
    report('/quota/total', 'positive integer or null expected');
}

function checkTimes(value: Fields, report: Report): void {
  for (const name of ['validFrom', 'validTo']) if (!isInstant(value[name])) report(`/${name}`, 'instant in UTC expected');
  if (isInstant(value['validFrom']) && isInstant(value['validTo']) && Date.parse(value['validFrom']) >= Date.parse(value['validTo'])) {
    report('/validTo', 'must be after validFrom');
  }
}

/** The format says whether there is a row filter: neither stands without the other. */
function checkRows({ format, rowFilter }: Fields, report: Report): void {
  const isRight = format === rowGrantFormat ? isRowFilter(rowFilter) : rowFilter === undefined;
  if (!isRight) report('/rowFilter', 'row filter expected in format 2, and in no other');
}

function isMatterFormat(format: unknown): boolean {
  return typeof format === 'string' && !isRefusal(compilePattern(format));
}

function isPurpose(purpose: unknown): boolean {
  return isFields(purpose) && isWord(purpose['code']) && (purpose['matterCode'] === null || isWord(purpose['matterCode']));
}

function isItem(item: unknown): boolean {
  return isFields(item) && isCount(item['no'], 999) && isFieldPath(item['path']) && isMaskRule(item['mask']);
}

/** A duty document or a service matter may be cited as a whole: its article is then ''. */
function isBasis(basis: unknown): boolean {
  return isFields(basis) && isWord(basis['instrument']) && (basis['article'] === '' || isWord(basis['article']));
}

function isRestriction(restriction: unknown): boolean {
  if (!isFields(restriction) || !isWord(restriction['id']) || !isBasis(restriction['basis'])) return false;
  if (!isOneOf(['authority', 'provider'], restriction['by']) || !isInstant(restriction['from'])) return false;
  return restriction['to'] === null || isInstant(restriction['to']);
}

/** A dotted path of field names, each of 1–100 characters, at most 12 deep; a field name that holds a dot cannot be granted. */
export function isFieldPath(path: unknown): path is string {
  if (typeof path !== 'string' || path.length > 500) return false;
  const names = path.split('.');
  return names.length <= 12 && names.every((name) => name.length >= 1 && name.length <= 100);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= 200;
}

function isCount(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= max;
}

function isOneOf(list: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && list.includes(value);
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && value.endsWith('Z') && value.length >= 20 && value.length <= 30 && !Number.isNaN(Date.parse(value));
}
