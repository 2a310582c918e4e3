import { fold } from '../search/search-text.ts';
import synonymRows from '../search/synonyms.json' with { type: 'json' };
import words from './words.json' with { type: 'json' };

/** What a title says once its region, period and the word for the paper itself (名单, 台账, 信息 …) are taken away. */
export type Subject = {
  /** What is left, folded, every listed word in one spelling. */
  readonly core: string;
  /** Kinds of acts that it names: a penalty is no permit. */
  readonly acts: ReadonlySet<string>;
  /** Figures about things that it names; a register of the things names none. */
  readonly measures: ReadonlySet<string>;
  /** By what its figures are broken down (分行业, 各县区); a total names nothing. */
  readonly breakdowns: ReadonlySet<string>;
  /** Which level named the things (国家级, 省级). */
  readonly levels: ReadonlySet<string>;
  /** Of words that exclude each other (城镇 and 农村, 批发 and 零售) the ones that it names, by what they are about. */
  readonly contrasts: ReadonlyMap<string, ReadonlySet<string>>;
  /** A paper of the department about itself: nobody else can hold it (预算, 权责清单, 通知). */
  readonly isOwnPaper: boolean;
  readonly period: Period;
};

/** The time that a title names; without years it is open-ended. */
export type Period = { readonly from: number; readonly to: number; readonly part: string };
const always: Period = { from: 0, to: 9999, part: '' };

const longestFirst = (list: readonly string[]): readonly string[] => list.toSorted((a, b) => b.length - a.length);

/** Every spelling with the one that stands for it, longest first. */
const listedSpellings = [...synonymRows.synonyms, ...words.spellings].flatMap((set) => {
  const [first = '', ...others] = set.map(fold);
  return others.map((other): readonly [string, string] => [other, first]);
});
const standing = new Map(listedSpellings);

/** A word that stands for others may itself have one that stands for it: the last of the chain. */
function lastOf(word: string, seen: ReadonlySet<string> = new Set()): string {
  const next = standing.get(word);
  return next === undefined || seen.has(word) ? word : lastOf(next, new Set([...seen, word]));
}

const spellings: readonly (readonly [string, string])[] = listedSpellings
  .map(([from, to]): readonly [string, string] => [from, lastOf(to)])
  .filter(([from, to]) => !to.includes(from))
  .toSorted(([a], [b]) => b.length - a.length);

const oneSpelling = new Map(spellings);
const spellingPattern = new RegExp(spellings.map(([from]) => escaped(from)).join('|'), 'gu');

/** Every listed word in the spelling that stands for it. */
const spelled = (text: string): string => text.replaceAll(spellingPattern, (found) => oneSpelling.get(found) ?? found);

const carriers = new RegExp(`(?<=.{2})(?:${longestFirst(words.carriers).map(escaped).join('|')})$`, 'u');
/** 注册 ends in 册 and is no list. */
const notCarriers = new RegExp(`(?:${words.notCarriers.map(escaped).join('|')})$`, 'u');
const provinces = new RegExp(`^(?:${words.provinces.join('|')})(?:${longestFirst(words.provinceEndings).join('|')})?(?=.{3})`, 'u');
const startsWithLevel = /^级/u;
/** Of a place's name before 级 its last character stays: 宿迁市级 is 市级. */
const withoutPlace = (found: string, at: number, title: string): string =>
  startsWithLevel.test(title.slice(at + found.length)) ? found.slice(-1) : '';
/** 民政局社会组织…: the department that keeps the register, not what it holds. */
const ownDepartment = /^[\u4e00-\u9fff]{2,7}(?:局|委员会)(?=.{4})/u;
/** 信息化 is no filler. */
const notBefore: Readonly<Record<string, string>> = words.fillersNotBefore;
const fillers = new RegExp(
  longestFirst(words.fillers)
    .map((word) => (word in notBefore ? `${escaped(word)}(?![${notBefore[word]}])` : escaped(word)))
    .join('|'),
  'gu',
);

/** 经开区管委会…: a zone whose name is none of the known places. */
const ownZone = /^.{0,4}(?:经济(?:技术)?开发区|经开区|高新区|开发区|工业园区?|产业园区?)(?:管理委员会|管委会)?(?=.{3})/u;

/** Finds the kinds whose words a text holds; a word within a longer one that was found already does not count. */
function finder(kinds: readonly (readonly [string, readonly string[]])[]): (text: string) => ReadonlySet<string> {
  const kindOf = new Map(kinds.flatMap(([kind, names]) => names.map((name): readonly [string, string] => [name, kind])));
  const pattern = new RegExp(
    longestFirst([...kindOf.keys()])
      .map(escaped)
      .join('|'),
    'gu',
  );
  return (text) => new Set([...text.matchAll(pattern)].map(([found]) => kindOf.get(found) ?? found));
}

const actsIn = finder(Object.entries(words.acts));
const levelsNamed = finder(Object.entries(words.levels));
/** 市区生产总值: of the districts in town, not of the counties; 城市区域 and 各县(市区) are none. */
const urban = /(?<![城县（(各分])市区(?![域县划])/u;
const levelsIn = (text: string): ReadonlySet<string> => new Set([...levelsNamed(text), ...(urban.test(text) ? ['urban'] : [])]);
const measuresIn = finder(words.measures.map((names) => [names[0] ?? '', names]));
const contrastFinders = Object.entries(words.contrasts).map(
  ([about, sides]) => [about, finder(sides.map((names) => [names[0] ?? '', names]))] as const,
);
const contrastsIn = (text: string): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    contrastFinders.flatMap(([about, sidesIn]) => {
      const sides = sidesIn(text);
      return sides.size === 0 ? [] : [[about, sides] as const];
    }),
  );
const levelWords = new RegExp(longestFirst(Object.values(words.levels).flat()).map(escaped).join('|'), 'gu');

/** Between underscores: a department's or place's name, and what a portal hangs on. */
const hungOn = /^(?:[^_]{0,20}(?:局|委|办|中心|署|会|院|区|县|市|州|联|文广旅|中台|部)|省回流|可?开放|历史|法人|)$/u;

/** 【社会发展】: what a portal files a title under. */
const tags = /(?<=.)【[^】]*】/gu;

function withoutHungOn(title: string): string {
  const parts = title.split(/[_-]/u).filter((part) => part !== '');
  const own = parts.filter((part) => !hungOn.test(part));
  if (own.length === parts.length) return title;
  return own.length === 0 ? (parts[0] ?? title) : own.join('_');
}

/** 2000万元 is no year. */
const years = /(?<!\d)((?:19|20)\d{2})(?!\d|[万元余多个户人家])年?(?:[-—~至]((?:19|20)\d{2}))?(?:年度|年)?/u;
const sincePattern = /以来|历年|主要年份/u;
const partPattern =
  /第?[一二三四1-4](?:季度|批次?|期)|\d{1,2}[-—~至]\d{1,2}(?:月份?|季度)|\d{1,2}月份?|上半年|下半年|前[一二三]季度|[春秋]季学期/u;

function periodOf(title: string): Period {
  const part = partPattern.exec(title)?.[0] ?? '';
  const found = years.exec(title);
  if (!found || sincePattern.test(title)) return part === '' ? always : { ...always, part };
  const from = Number(found[1]);
  return { from, to: found[2] === undefined ? from : Number(found[2]), part };
}

const punctuation = /[\s\p{P}\p{S}]+/gu;
const partPatterns = new RegExp(partPattern, 'gu');
const periodWords =
  /[(（]?共?\d+[家个所人户名条处项座][)）]|(?:19|20)\d{2}年?度?(?!代)|以来|历年|近年来|主要年份|[(（](?:年度|季度|月度|年|月|日|一|二|三|新|累计)[)）]|年度|全年|各月|按月|分月份?|年末|月末/gu;
/** 6-3, 13-16: where a table stands in a yearbook. */
const tableNo = /^[\d.\-—]+/u;

const regional =
  /分(?:县市区|县区|县市|市县|地区|区县|县|市|州|镇|街道)(?:\(市、区\)|\(市\))?|各(?:地级)?(?:县\(市、区\)|县\(市\)|县市区|县市|县区|市县|区县|地区|市|县|区|州|乡镇|镇)|按(?:地区|区域|县区?)分?/gu;
const otherwise =
  /按[^分按]{1,7}分(?:的|组|类)?|分(?:行业|产业|经济类型|类型|控股情况|类别|部门|专业|年龄|性别|品种|学历|登记注册类型|控股)|各(?:行业|类型|产业)/gu;

function breakdownsIn(text: string): ReadonlySet<string> {
  const regions = [...text.matchAll(regional)].map(([found]) => (/^[各分](?:地级)?[市州]$/u.test(found) ? 'city' : 'region'));
  return new Set([...regions, ...[...text.matchAll(otherwise)].map(([found]) => found.replace(/^[按分各]|分(?:的|组|类)?$/gu, ''))]);
}

/** 名单信息表: one word for the paper after the other is taken off the end, while something is left. */
function withoutCarriers(text: string): string {
  if (notCarriers.test(text)) return text;
  const bare = text.replace(carriers, '');
  return bare === text || bare.length < 2 ? text : withoutCarriers(bare);
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}

/** 青神县 is written 青神 as well; the short form counts at the beginning of a title only. 高新区 has none: 高新技术 is no place. */
const shortened = (place: string): string =>
  /(?:新|开发)区$/u.test(place) ? '' : place.replace(/(?:(?:[\u4e00-\u9fff]族)*自治[县州]|[省市州县区])$/u, '');

/** What is left of 黔东南苗族侗族自治州 without 黔东南州. A people's name ends at its first 族: so there is one way only to take a title apart. */
const autonomous = /^[\u4e00-\u9fff]{0,3}?(?:(?:[[\u4e00-\u9fff]--[族]]{1,3}族)+自治[州县])/v;

const countInBrackets = /(?:\d+[家个所处])?[)）]/u;
/** 信用玉林的行政许可: the website that shows them. */
const creditOf = /信用/u;
const ofWebsite = /(?:网站?)?的?/u;

/** Takes names of places out of a title; made once for the `places` that the city knows, its own among them. */
export function placeRemover(places: readonly string[]): (title: string) => string {
  if (places.length === 0) return (title) => title;
  const sorted = longestFirst(places);
  const names = sorted.map(escaped).join('|');
  const shorts = sorted.map(shortened).filter((name) => name.length >= 2);
  const shortNames = shorts.map(escaped).join('|');
  const inBrackets = new RegExp(
    `[(（](?:${shortNames})${countInBrackets.source}|${creditOf.source}(?:${shortNames})${ofWebsite.source}`,
    'gu',
  );
  const atStart = new RegExp(`^(?:${shorts.map(escaped).join('|')})(?=.{3})`, 'u');
  const anywhere = new RegExp(names, 'gu');
  return (title) =>
    title.replaceAll(anywhere, withoutPlace).replaceAll(inBrackets, '').replace(atStart, '').replace(autonomous, '').replace(provinces, '');
}

/** The words of a title without region, period, breakdown, level and punctuation. */
function plainOf(folded: string): string {
  return spelled(
    folded
      .replaceAll(partPatterns, '')
      .replaceAll(periodWords, '')
      .replaceAll(regional, '')
      .replaceAll(otherwise, '')
      .replace(tableNo, '')
      .replaceAll(punctuation, ''),
  )
    .replace(/^(?:[市县区州](?=.{3})(?!.?级)(?![道场域政民容价长]))+/u, '')
    .replace(ownDepartment, '')
    .replace(ownZone, '')
    .replaceAll(levelWords, '')
    .replaceAll(/^\d+|\d+$/gu, '');
}

function coreOf(plain: string): string {
  const bare = plain.replaceAll(fillers, '');
  return withoutCarriers(bare.length >= 2 ? bare : plain);
}

/** A paper that carries a list of the things themselves (…名单的公示) is no paper about the department. */
const carriesList = /(?:名单|名录|人选|对象|评[审选定]结果|认定结果)(?:的|及|与|和|予以|$)*.{0,8}(?:公示|公告|通知|通报|决定)?/u;
const announcements: ReadonlySet<string> = new Set(words.announcements);
/** 应急预案备案: a register of what others hand in. */
const handedIn = /预案.{0,8}备案/u;
function isOwnPaper(title: string): boolean {
  if (handedIn.test(title)) return false;
  const papers = words.ownPapers.filter((paper) => title.includes(paper));
  return papers.length > 0 && !(carriesList.test(title) && papers.every((paper) => announcements.has(paper)));
}

/** Reads a title; names of places are to be taken out before. */
export function subjectOf(title: string): Subject {
  const folded = withoutHungOn(fold(title.replaceAll(tags, '')));
  const plain = plainOf(folded);
  return {
    core: coreOf(plain),
    acts: actsIn(plain),
    measures: measuresIn(plain),
    breakdowns: breakdownsIn(folded),
    levels: levelsIn(folded),
    contrasts: contrastsIn(plain),
    isOwnPaper: isOwnPaper(folded),
    period: periodOf(folded),
  };
}

const columnList = /(?:包括|包含|内容为|内容包含|涉及|[:：,，、;；])/u;

/** The columns that a summary lists, folded; none when it lists fewer than three. */
export function columnsIn(summary: string): readonly string[] {
  const found = columnList.exec(summary);
  if (!found) return [];
  const listed = fold(summary.slice(found.index))
    .split(/包括|包含|内容为|涉及|等(?:信息|内容|数据项|字段)?|[,，、;；。:：\\/]/u)
    .map((part) => part.replace(/\([^)]*\)/gu, '').trim())
    .filter((part) => part.length >= 2 && part.length <= 14);
  return listed.length < 3 ? [] : [...new Set(listed)];
}

const light = new RegExp(longestFirst(words.light).map(escaped).join('|'), 'gu');

/** What of a text says something: without 办理, 结果, 的 and their like. */
export const lightOf = (text: string): string => text.replaceAll(light, '');

const common = new Set(words.commonColumns);

/** Names of columns in one spelling, without those that every list has. */
export function tellingColumns(columns: readonly string[]): readonly string[] {
  return columns
    .map((column) => spelled(fold(column)).replaceAll(fillers, ''))
    .filter((column) => column.length > 1 && !common.has(column));
}
