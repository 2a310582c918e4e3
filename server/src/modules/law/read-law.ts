import { dayIn } from '@karez/kit/clock';
import { rankSchema, type CalendarAnswer, type RuleSetAnswer } from '@karez/contract/law';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';

import { calendarHeads, calendarYears, loadCalendars, noticedDaysOf } from './calendar-store.ts';
import { clocksOf, type ClockView } from './case-clocks.ts';
import { calendarAnswer, ruleSetAnswer } from './law-answers.ts';
import { maySeeClock } from './law-policy.ts';
import { findArticles, listInstruments, ruleSetLayers, type Article, type Instrument } from './law-store.ts';
import { articlesNamed } from './name-articles.ts';
import { idInForce, layered, type Rank } from './rule-set.ts';
import type { NoticedDay } from './shipped-law.ts';
import { LAW_ZONE } from './zoned-day.ts';

/** Every rule set, newest first. */
export async function readRuleSets(reader: Reader, at: Date): Promise<RuleSetAnswer[]> {
  const layers = await ruleSetLayers(reader);
  const inForce = idInForce(layers, dayIn(LAW_ZONE, at));
  const ids = [...new Set(layers.map((layer) => layer.id))].toReversed();
  return ids.map((id) => ruleSetAnswer(layered(layers, id), id === inForce));
}

/** Every calendar with its loaded and missing notices. */
export async function readCalendars(reader: Reader, at: Date): Promise<CalendarAnswer[]> {
  const heads = await calendarHeads(reader);
  const years = await calendarYears(reader);
  const calendars = await loadCalendars(reader);
  return heads.flatMap((head) => {
    const calendar = calendars.get(head.id);
    return calendar ? [calendarAnswer(head, { years, calendar, today: dayIn(head.zone, at) })] : [];
  });
}

/** The days of a year that a calendar or its parents speak of; where both do, the nearer one counts and is listed. */
export async function readCalendarDays(
  reader: Reader,
  calendarId: string,
  year: number,
): Promise<readonly (NoticedDay & { calendarId: string })[] | Refusal> {
  const heads = await calendarHeads(reader);
  if (!heads.some((head) => head.id === calendarId)) return refuse('law.calendar.not-found');
  const days = new Map<string, NoticedDay & { calendarId: string }>();
  for (let id: string | null = calendarId; id !== null; id = heads.find((head) => head.id === id)?.parentId ?? null) {
    const noticed = await noticedDaysOf(reader, id, { from: `${year}-01-01`, to: `${year}-12-31` });
    for (const day of noticed) if (!days.has(day.on)) days.set(day.on, { ...day, calendarId: id });
  }
  return [...days.values()].toSorted((left, right) => (left.on < right.on ? -1 : 1));
}

/** The clocks of a case that the caller may see here. */
export async function readClocks(reader: Reader, caller: Caller, of: { caseKind: string; caseId: string; at: Date }): Promise<ClockView[]> {
  const clocks = await clocksOf(reader, { caseKind: of.caseKind, caseIds: [of.caseId], at: of.at });
  return clocks.filter((clock) => maySeeClock(caller, clock));
}

/** The law register, newest first. */
export async function readInstruments(reader: Reader): Promise<Instrument[]> {
  return listInstruments(reader);
}

export type PickArticles = {
  readonly q?: string | undefined;
  readonly instrument?: string | undefined;
  readonly ranks?: string | undefined;
  readonly limit: number;
  /** An article as somebody wrote it down: the answer is then that article alone, if the register holds it. */
  readonly title?: string | undefined;
  readonly docNo?: string | undefined;
  readonly article?: string | undefined;
};

/** The citation picker's answer. */
export async function pickArticles(reader: Reader, query: PickArticles): Promise<Article[]> {
  const { title, docNo = '', article } = query;
  if (title !== undefined && article !== undefined) {
    const named = { title, docNo, article };
    const id = (await articlesNamed(reader, [named]))(named);
    return id === null ? [] : findArticles(reader, { ids: [id] });
  }
  return findArticles(reader, {
    limit: query.limit,
    ...(query.q === undefined ? {} : { text: query.q }),
    ...(query.instrument === undefined ? {} : { instrumentId: query.instrument }),
    ...(query.ranks === undefined ? {} : { ranks: ranksOf(query.ranks) }),
  });
}

/** Ranks of a comma-separated query value; what is no rank is dropped. */
function ranksOf(text: string): Rank[] {
  return text.split(',').flatMap((part): Rank[] => {
    const parsed = rankSchema.safeParse(part.trim());
    return parsed.success ? [parsed.data] : [];
  });
}
