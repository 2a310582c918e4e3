import { dayIn } from '@karez/kit/clock';
import { wordsIn } from '@karez/contract/words';
import { languageFacts, withoutIsolates, type Language, type Words } from '@karez/contract/wording';

import type { Digest } from './read-digest.ts';
import type { NextStep } from '../next-step.ts';
import type { Subject, Title } from '../todo.ts';
import type { Letter } from './send-mail.ts';

/** One matter in a mail: what happened in which case, until when, and what to do next. */
export type Matter = {
  readonly title: Title;
  /** The to-do that the notice is about. */
  readonly about: Title | null;
  /** Path in the portal. */
  readonly link: string;
  /** The case: its kind, and its number and name where the title is not all. */
  readonly subject: Subject;
  readonly caseName: string;
  /** What is to be done now, by whom and until when. */
  readonly next: NextStep;
};

export type Writing = { readonly language: Language; readonly portal: string; readonly zone: string };
type Written = Pick<Letter, 'subject' | 'text' | 'html'>;
/** A line of a mail: words, or a way into the portal. */
type Line = { readonly words: string; readonly url?: string };
type Block = { readonly language: Language; readonly lines: readonly Line[] };

/** The mail that tells of one notice. */
export function noticeLetter(writing: Writing, matter: Matter): Written {
  return letterOf(writing, {
    subject: (words) => words.text('desk.mail.subject', { title: said(words, matter.title) }),
    lines: (words) => [...matterLines(words, writing, matter), ...footLines(words, writing)],
  });
}

/** The letter of a day: what is still unread or open of the notices that were put off until then. */
export function digestLetter(writing: Writing, { matters, more, today }: Digest & { readonly today: string }): Written {
  return letterOf(writing, {
    subject: (words) => words.text('desk.mail.digest.subject', { today, count: matters.length + more }),
    lines: (words) => [
      { words: words.text('desk.mail.digest.says', { count: matters.length + more }) },
      ...matters.flatMap((matter) => matterLines(words, writing, matter)),
      ...(more === 0 ? [] : [{ words: words.text('desk.mail.digest.more', { count: more }), url: `${writing.portal}/desk/notices` }]),
      ...footLines(words, writing),
    ],
  });
}

/** Where the reader chooses what comes by e-mail: behind the sign-in. */
export const settingsPage = ({ portal }: Writing): string => `${portal}/desk/mail`;

/** The mail that brings a code; it says what to do when one did not ask for it. */
export function codeLetter(writing: Writing, { code, minutes }: { code: string; minutes: number }): Written {
  return letterOf(writing, {
    subject: (words) => words.text('desk.mail.code.subject'),
    lines: (words) => [
      { words: words.text('desk.mail.code.says', { code, minutes }) },
      { words: words.text('desk.mail.code.not-asked') },
      { words: words.text('desk.mail.automatic') },
    ],
  });
}

/** What people wrote in their own words stays in the portal: a mail leaves the house, and no rule can tell what somebody wrote (design.md §2). */
const ownWords: ReadonlySet<string> = new Set(['reason']);

function said(words: Words, { key, params }: Title): string {
  const outside = Object.entries(params).map(([name, value]) => [name, ownWords.has(name) ? words.text('desk.mail.in-portal') : value]);
  return words.text(key, Object.fromEntries(outside));
}

function matterLines(words: Words, { portal, zone }: Writing, { title, about, subject, caseName, link, next }: Matter): Line[] {
  const kind = words.text(`desk.kind.${subject.kind}`);
  const name = about === null ? caseName : said(words, about);
  return [
    { words: said(words, title) },
    { words: words.text('desk.mail.case', { about: name === '' ? kind : words.text('portal.notices.case', { kind, name }) }) },
    { words: termOf(words, zone, next) },
    { words: stepOf(words, next) },
    { words: words.text('desk.mail.open'), url: `${portal}${link}` },
  ];
}

function termOf(words: Words, zone: string, { dueAt, workingDaysLeft }: NextStep): string {
  if (dueAt === null) return words.text('desk.mail.no-clock');
  const dueOn = lastDay(zone, dueAt);
  if (workingDaysLeft === null) return words.text('desk.mail.clock', { dueOn });
  const days = Math.abs(workingDaysLeft);
  return words.text(workingDaysLeft < 0 ? 'desk.mail.clock-overdue' : 'desk.mail.clock-left', { dueOn, days });
}

function stepOf(words: Words, { step, by }: NextStep): string {
  if (by === null) return words.text('desk.mail.step', { step: said(words, step) });
  return words.text('desk.mail.step-by', { step: said(words, step), by: words.text(`desk.by.${by}`) });
}

function footLines(words: Words, writing: Writing): Line[] {
  return [{ words: words.text('desk.mail.automatic') }, { words: words.text('desk.mail.settings'), url: settingsPage(writing) }];
}

/** The day on which a term ends: its instant is 24:00 of that day. */
function lastDay(zone: string, dueAt: Date): string {
  return dayIn(zone, new Date(dueAt.getTime() - 1));
}

type Content = { readonly subject: (words: Words) => string; readonly lines: (words: Words) => readonly Line[] };

/** Words that no native reader has looked through are followed by the Chinese ones, the language of record (91-7.1.1). */
function letterOf({ language }: Writing, { subject, lines }: Content): Written {
  const told: readonly Language[] = languageFacts[language].reviewed ? [language] : [language, 'zh'];
  const blocks = told.map((each): Block => ({ language: each, lines: lines(wordsIn(each)).map(plain) }));
  return { subject: oneLine(withoutIsolates(subject(wordsIn(language)))), text: textOf(blocks), html: htmlOf(blocks) };
}

/** One line of printable text: what a department wrote into a name breaks no line and begins no header. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, subjectCharactersMax);
}

const subjectCharactersMax = 200;

const plain = (line: Line): Line => ({ ...line, words: line.words.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ') });

function textOf(blocks: readonly Block[]): string {
  return blocks
    .map(({ lines }) => lines.map(({ words, url }) => (url === undefined ? words : `${words}\n${url}`)).join('\n\n'))
    .join('\n\n----------\n\n');
}

function htmlOf(blocks: readonly Block[]): string {
  const sections = blocks.map(({ language, lines }) => {
    const { tag, direction } = languageFacts[language];
    const side = direction === 'rtl' ? 'right' : 'left';
    return `<div lang="${tag}" dir="${direction}" style="text-align:${side};max-width:640px">${lines.map(paragraph).join('')}</div>`;
  });
  const [first] = blocks;
  const { tag, direction } = languageFacts[first?.language ?? 'zh'];
  return `<!doctype html><html lang="${tag}" dir="${direction}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;line-height:1.6">${sections.join('<hr>')}</body></html>`;
}

function paragraph({ words, url }: Line): string {
  const text = escaped(words);
  return url === undefined ? `<p>${text}</p>` : `<p><a href="${escaped(url)}">${text}</a><br><small dir="ltr">${escaped(url)}</small></p>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => entities[character] ?? '');
}
