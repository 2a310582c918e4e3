import { z } from 'zod';

import clauses91 from './data/articles-91.json' with { type: 'json' };
import articles from './data/articles.json' with { type: 'json' };
import calendars from './data/calendars.json' with { type: 'json' };
import instruments from './data/instruments.json' with { type: 'json' };
import ruleSets from './data/rule-sets.json' with { type: 'json' };

import type { RuleSetLayer } from './rule-set.ts';
import { dayAfter } from '@karez/kit/day';
import { isDay, type Day } from './zoned-day.ts';

const day = z.string().refine(isDay);
const rank = z.enum([
  'law',
  'administrative-regulation',
  'state-council-decision',
  'state-council-document',
  'local-regulation',
  'rule',
  'normative-document',
  'standard',
]);
const cites = z.array(z.string());
const limit = z.strictObject({
  key: z.string(),
  workingDays: z.number().int().min(1).max(250),
  nature: z.enum(['statutory', 'internal']),
  articles: cites.min(1),
  extension: z.strictObject({ workingDaysMax: z.number().int().min(1).max(250), articles: cites.min(1) }).nullable(),
  supplement: z
    .strictObject({ countMax: z.number().int().min(1), onReturn: z.enum(['restart', 'resume']), articles: cites.min(1) })
    .nullable(),
});

/** Shape of one rule set layer as it is stored and shipped. */
export const ruleSetLayerSchema = z.strictObject({
  id: z.string(),
  version: z.number().int().min(1),
  extends: z.string().nullable(),
  effectiveFrom: day,
  basis: cites,
  limits: z.array(limit),
  denial: z.strictObject({ ranks: z.array(rank), articles: cites }).nullable(),
  refusals: z.array(
    z.strictObject({ code: z.string(), citationRanks: z.array(rank).nullable(), authorityDecides: z.boolean(), articles: cites }),
  ),
  duties: z.array(z.strictObject({ key: z.string(), articles: cites })),
  figures: z
    .array(
      z.strictObject({
        key: z.string(),
        figure: z.number().int().min(1),
        unit: z.enum(['years', 'calls']),
        nature: z.enum(['statutory', 'internal']),
        articles: cites.min(1),
      }),
    )
    .optional(),
  deputised: z
    .array(z.strictObject({ deed: z.string(), by: z.enum(['handler', 'head']), nature: z.literal('internal'), articles: cites.min(1) }))
    .optional(),
});

const calendarSchema = z.strictObject({
  id: z.string(),
  version: z.number().int().min(1),
  parent: z.string().nullable(),
  name: z.string(),
  /** Division-code prefix of the regions that count by this calendar; the longest match decides. */
  regionPrefix: z.string(),
  zone: z.string(),
  noticeTitle: z.string(),
  years: z.array(
    z.strictObject({
      year: z.number().int(),
      notice: z.strictObject({ title: z.string(), address: z.string().nullable() }),
      days: z.array(z.strictObject({ name: z.string(), off: z.array(z.strictObject({ from: day, to: day })), work: z.array(day) })),
    }),
  ),
});

const instrumentSchema = z.strictObject({
  id: z.string(),
  rank,
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string(),
  inForceFrom: day.nullable(),
  /** How far the shipped row was compared with the text: `memory` waits for a look at the official print. */
  verified: z.enum(['full', 'part', 'memory']),
});

const articleSchema = z.strictObject({
  id: z.string(),
  instrument: z.string(),
  number: z.string(),
  heading: z.string().nullable(),
  text: z.string().nullable(),
  /** Whether `text` is the whole clause, operative words of it, or absent (only our heading). */
  extent: z.enum(['full', 'excerpt', 'heading']),
});

export type ShippedCalendar = z.infer<typeof calendarSchema>;
export type ShippedInstrument = z.infer<typeof instrumentSchema>;
export type ShippedArticle = z.infer<typeof articleSchema>;
export type NoticedDay = { readonly on: Day; readonly workday: boolean; readonly name: string };

/** Versions of what is shipped: raise `law` when a shipped instrument or article changes, `calendars` when a shipped year does. */
export const shippedVersion = { law: 1, calendars: 1 } as const;

/** The rule sets that the product brings with it. */
export function shippedRuleSets(): readonly RuleSetLayer[] {
  return z.array(ruleSetLayerSchema).parse(ruleSets.ruleSets);
}

/** The calendars that the product brings with it: facts of published notices. */
export function shippedCalendars(): readonly ShippedCalendar[] {
  return z.array(calendarSchema).parse(calendars.calendars);
}

export function shippedInstruments(): readonly ShippedInstrument[] {
  return z.array(instrumentSchema).parse(instruments.instruments);
}

export function shippedArticles(): readonly ShippedArticle[] {
  const clauses = clauses91.articles.map((clause) => ({ ...clause, instrument: clauses91.instrument }));
  return z.array(articleSchema).parse([...articles.articles, ...clauses]);
}

/** The single days of one notice, spans of days off spelled out. */
export function noticedDays(year: ShippedCalendar['years'][number]): readonly NoticedDay[] {
  return year.days.flatMap((festival) => [
    ...festival.off.flatMap((span) => daysOf(span)).map((on) => ({ on, workday: false, name: festival.name })),
    ...festival.work.map((on) => ({ on, workday: true, name: festival.name })),
  ]);
}

function daysOf(span: { from: Day; to: Day }): readonly Day[] {
  const days: Day[] = [];
  for (let on = span.from; on <= span.to; on = dayAfter(on)) days.push(on);
  return days;
}
