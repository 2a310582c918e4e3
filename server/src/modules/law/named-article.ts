/** An article as somebody wrote it down: instrument, number of the document (empty where none is known) and article. */
export type Named = { readonly title: string; readonly docNo: string; readonly article: string };

/** An instrument of the register as far as its name goes. */
export type HeldInstrument = {
  readonly id: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly repealedOn: string | null;
};

export type HeldArticle = {
  readonly id: string;
  readonly number: string;
  readonly state: 'in-force' | 'amended' | 'repealed';
  readonly instrumentId: string;
};

const digits: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const numeral = /[零〇一二两三四五六七八九十百千]+/gu;

/** The number that Chinese numerals say, with units (二百零一) or digit by digit (二〇一六). */
export function numberIn(words: string): number {
  const characters = Array.from(words);
  if (!characters.some((character) => character in units)) return Number(characters.map((character) => digits[character] ?? '').join(''));
  let total = 0;
  let held = 0;
  for (const character of characters) {
    const unit = units[character];
    if (unit === undefined) {
      held = digits[character] ?? 0;
      continue;
    }
    total += (held || 1) * unit;
    held = 0;
  }
  return total + held;
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/gu, '');
const inDigits = (text: string): string => plain(text).replaceAll(numeral, (words) => String(numberIn(words)));

/** A title without the marks around it. */
export function titleIn(text: string): string {
  return plain(text).replaceAll(/[《》〈〉<>“”"「」『』]/gu, '');
}

/** How a title is said for short: without the state's name before it and the standing of its text behind it. */
export function shortTitle(text: string): string {
  return titleIn(text)
    .replace(/^中华人民共和国/u, '')
    .replace(/\((?:试行|暂行|\d{4}年?(?:修订|修正|修改)?(?:本|版)?|修订|修正)\)$/u, '');
}

/** The number of a document in one spelling; null where none is stated. */
export function documentIn(text: string | null): string | null {
  const said = inDigits(text ?? '')
    .replaceAll(/[[\](){}〔〕【】<>《》“”"]/gu, '|')
    .replace(/^中华人民共和国/u, '')
    .replaceAll(/[第号]/gu, '')
    .replaceAll(/\|+/gu, '|')
    .replaceAll(/^\||\|$/gu, '');
  return /\d/u.test(said) ? said : null;
}

/** An article in one spelling: `13`, `10-1`, `3.1`, and what it says of paragraph or item behind a slash. */
export type ArticlePlace = { readonly article: string; readonly within: string };

const ofArticle = /^第?(?<number>\d+)(?:条(?:之(?<further>\d+))?)?(?<within>(?:第?\(?\d+\)?[款项目]|\(\d+\)|,?第?\d+(?:款|项|目))*)$/u;

/** What article a text names: 第十三条, 第13条第一款, 第十条之一, 3.1; null where it names none, or several. */
export function articleIn(text: string): ArticlePlace | null {
  const said = inDigits(text);
  if (/^\d+(?:\.\d+)+$/u.test(said)) return { article: said, within: '' };
  const { groups } = ofArticle.exec(said) ?? {};
  if (!groups?.['number']) return null;
  const { number, further, within = '' } = groups;
  const article = further === undefined ? String(Number(number)) : `${Number(number)}-${Number(further)}`;
  return { article, within: within.replaceAll(/[第(),]/gu, '') };
}

/** A part of a title that is shorter says nothing beside the same number. */
const shortestTitle = 4;

/** Whether one title is said within the other, whole words of it left out. */
function isPartOf(title: string, asked: string): boolean {
  const [short, askedShort] = [shortTitle(title), shortTitle(asked)];
  return askedShort.length >= shortestTitle && (titleIn(title).includes(askedShort) || titleIn(asked).includes(short));
}

/** How well an instrument fits what was written: 0 when it is another. Its own number decides; else the title, whole before short. */
function fitOf({ documentNumber, title, repealedOn }: HeldInstrument, named: Named): number {
  const [theirs, said] = [documentIn(documentNumber), documentIn(named.docNo)];
  const isNumbered = theirs !== null && said !== null;
  if (isNumbered && theirs !== said) return 0;
  if (shortTitle(title) !== shortTitle(named.title) && !(isNumbered && isPartOf(title, named.title))) return 0;
  return 1 + Number(isNumbered) * 4 + Number(titleIn(title) === titleIn(named.title)) * 2 + Number(repealedOn === null);
}

/** The one that fits best; undefined when none does, or two do alike: nothing is guessed. */
function theOne<T>(all: readonly T[], fit: (one: T) => number): T | undefined {
  const fitting = all.map((one) => ({ one, fit: fit(one) })).filter((each) => each.fit > 0);
  const best = Math.max(0, ...fitting.map((each) => each.fit));
  const [first, second] = fitting.filter((each) => each.fit === best);
  return second === undefined ? first?.one : undefined;
}

/** A register made ready for names: answers the instrument that somebody names by title, whole or short, and number; undefined where it is not clear which. */
export type InstrumentsNamed = (named: Named) => HeldInstrument | undefined;

/** Instruments by their short title and by their number: only what has one of the two in common with a name can be meant by it. */
export function namedIn(register: readonly HeldInstrument[]): InstrumentsNamed {
  const byTitle = Map.groupBy(register, ({ title }) => shortTitle(title));
  const byNumber = Map.groupBy(register, ({ documentNumber }) => documentIn(documentNumber));
  return (named) => {
    const number = documentIn(named.docNo);
    const candidates = new Set([...(byTitle.get(shortTitle(named.title)) ?? []), ...(number === null ? [] : (byNumber.get(number) ?? []))]);
    return theOne([...candidates], (instrument) => fitOf(instrument, named));
  };
}

/** The article that somebody names among those of its instrument: the paragraph where the register holds it, else the article it stands in. */
export function articleAmong(articles: readonly HeldArticle[], named: Named): HeldArticle | undefined {
  const asked = articleIn(named.article);
  if (asked === null) return undefined;
  return theOne(articles, ({ number, state }) => {
    const held = articleIn(number);
    if (held?.article !== asked.article || (held.within !== '' && held.within !== asked.within)) return 0;
    return (held.within === asked.within ? 2 : 0) + (state === 'repealed' ? 0 : 1) + 1;
  });
}
