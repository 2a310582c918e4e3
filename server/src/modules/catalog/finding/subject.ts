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
  /** A paper of the department about itself: nobody else can hold it (预算, 权责清单, 通知). */
  readonly isOwnPaper: boolean;
  readonly period: Period;
};

/** The time that a title names; without years it is open-ended. */
export type Period = { readonly from: number; readonly to: number; readonly part: string };
const always: Period = { from: 0, to: 9999, part: '' };

/** Every spelling with the one that stands for it, longest first. */
const spellings: readonly (readonly [string, string])[] = [...synonymRows.synonyms, ...words.spellings]
  .flatMap((set) => {
    const [first = '', ...others] = set.map(fold);
    return others.map((other): readonly [string, string] => [other, first]);
  })
  .filter(([from, to]) => !to.includes(from))
  .toSorted(([a], [b]) => b.length - a.length);

const carriers = words.carriers.toSorted((a, b) => b.length - a.length);
const acts = Object.entries(words.acts);

/** Between underscores: a department's or place's name, and what a portal hangs on. */
const hungOn = /^(?:[^_]{0,20}(?:局|委|办|中心|署|会|院|区|县|市|州|联|文广旅|中台)|省回流|可?开放|)$/u;

function withoutHungOn(title: string): string {
  const parts = title.split('_');
  return parts.length === 1 ? title : parts.filter((part) => !hungOn.test(part)).join('_') || title;
}
const years = /((?:19|20)\d{2})年?(?:[-—~至]((?:19|20)\d{2}))?(?:年度|年)?/u;
const sincePattern = /以来|历年|主要年份/u;
const partPattern = /第?[一二三四1-4](?:季度|批次?|期)|\d{1,2}[-—~至]\d{1,2}(?:月份?|季度)|\d{1,2}月份?|上半年|下半年|[春秋]季学期/u;

function periodOf(title: string): Period {
  const part = partPattern.exec(title)?.[0] ?? '';
  const found = years.exec(title);
  if (!found || sincePattern.test(title)) return part === '' ? always : { ...always, part };
  const from = Number(found[1]);
  return { from, to: found[2] === undefined ? from : Number(found[2]), part };
}

const punctuation = /[\s\p{P}\p{S}]+/gu;
const partPatterns = new RegExp(partPattern, 'gu');
const periodWords = /(?:19|20)\d{2}年?(?!代)|以来|历年|主要年份|年度|年末|月末/gu;

function withoutCarriers(text: string): string {
  const bare = carriers.reduce((rest, carrier) => rest.replaceAll(carrier, ''), text).replace(/(?<=.{2})[表库证书数]$/u, '');
  return bare.length >= 2 ? bare : text;
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** 青神县 is written 青神 as well; the short form counts at the beginning of a title only. */
const shortened = (place: string): string => place.replace(/(?:(?:[\u4e00-\u9fff]族)*自治[县州]|[省市州县区])$/u, '');

/** Takes names of places out of a title; made once for the `places` that the city knows, its own among them. */
export function placeRemover(places: readonly string[]): (title: string) => string {
  if (places.length === 0) return (title) => title;
  const sorted = places.toSorted((a, b) => b.length - a.length);
  const names = sorted.map(escaped).join('|');
  const shorts = sorted.map(shortened).filter((name) => name.length >= 2);
  const atStart = new RegExp(`^(?:${shorts.map(escaped).join('|')})(?=.{3})`, 'u');
  const anywhere = new RegExp(names, 'gu');
  return (title) => title.replaceAll(anywhere, '').replace(atStart, '');
}

/** Reads a title; names of places are to be taken out before. */
export function subjectOf(title: string): Subject {
  const folded = withoutHungOn(fold(title));
  const spelled = spellings.reduce((rest, [from, to]) => rest.replaceAll(from, to), folded);
  const plain = spelled
    .replaceAll(partPatterns, '')
    .replaceAll(periodWords, '')
    .replaceAll(punctuation, '')
    .replaceAll(/^[\d.-]+|^[市县区州](?=.{3})|\d+$/gu, '');
  return {
    core: withoutCarriers(plain),
    acts: new Set(acts.flatMap(([kind, names]) => (names.some((name) => plain.includes(name)) ? [kind] : []))),
    measures: new Set(words.measures.filter((measure) => plain.includes(measure))),
    isOwnPaper: words.ownPapers.some((paper) => folded.includes(paper)),
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
