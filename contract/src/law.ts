import { z } from 'zod';
import { refusals, route } from './route.ts';

const day = z.iso.date();
const instant = z.iso.datetime();
const name = (max: number) => z.string().trim().min(1).max(max);
const identifier = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/);

export const lawRefusals = refusals({
  'law.clock.not-found': 404,
  'law.clock.not-running': 409,
  'law.clock.not-stopped': 409,
  'law.clock.never-stops': 409,
  'law.clock.stopped-before': 409,
  'law.clock.never-extended': 409,
  'law.clock.extended-before': 409,
  'law.clock.extension-too-long': 422,
  'law.clock.lapsed': 409,
  'law.clock.ended': 409,
  'law.article.not-found': 422,
  'law.article.repealed': 422,
  'law.article.exists': 409,
  'law.instrument.not-found': 404,
  'law.instrument.exists': 409,
  'law.change.nothing': 409,
  'law.calendar.not-found': 404,
  'law.calendar.year-not-loaded': 409,
  'law.calendar.day-of-other-year': 422,
  'law.calendar.day-twice': 422,
  'law.limit.unknown': 404,
  'law.limit.statutory': 409,
  'law.limit.unchanged': 409,
  'law.edit.other-region': 403,
});

export const rankSchema = z.enum([
  'law',
  'administrative-regulation',
  'state-council-decision',
  'state-council-document',
  'local-regulation',
  'rule',
  'normative-document',
  'standard',
]);

export const instrumentSchema = z.object({
  id: z.string(),
  rank: rankSchema,
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string(),
  inForceFrom: day.nullable(),
  repealedOn: day.nullable(),
  /** How far the row was compared with the official text: `memory` still waits for that. */
  verified: z.enum(['full', 'part', 'memory']),
});
export type InstrumentAnswer = z.infer<typeof instrumentSchema>;

export const articleSchema = z.object({
  id: z.string(),
  number: z.string(),
  heading: z.string().nullable(),
  text: z.string().nullable(),
  /** Whether `text` is the whole clause, operative words of it, or absent. */
  extent: z.enum(['full', 'excerpt', 'heading']),
  state: z.enum(['in-force', 'amended', 'repealed']),
  changedOn: day.nullable(),
  instrument: instrumentSchema.pick({ id: true, rank: true, title: true, documentNumber: true, repealedOn: true }),
});
export type ArticleAnswer = z.infer<typeof articleSchema>;

export const missingNoticeSchema = z.object({ calendarId: z.string(), year: z.number().int(), title: z.string() });

export const limitSchema = z.object({
  key: z.string(),
  workingDays: z.number().int(),
  /** 法定 or 内控目标. */
  nature: z.enum(['statutory', 'internal']),
  articles: z.array(z.string()),
  extensionWorkingDaysMax: z.number().int().nullable(),
  onSupplement: z.enum(['restart', 'resume']).nullable(),
  /** The layer that says so. */
  from: z.string(),
});

export const ruleSetSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  effectiveFrom: day,
  inForce: z.boolean(),
  basis: z.array(z.string()),
  limits: z.array(limitSchema),
  denialRanks: z.array(rankSchema),
  refusals: z.array(
    z.object({
      code: z.string(),
      citationRanks: z.array(rankSchema).nullable(),
      authorityDecides: z.boolean(),
      articles: z.array(z.string()),
      from: z.string(),
    }),
  ),
  duties: z.array(z.object({ key: z.string(), articles: z.array(z.string()), from: z.string() })),
  /** Numbers that count no working days: years for which something is kept, calls that are looked at. */
  figures: z.array(
    z.object({
      key: z.string(),
      figure: z.number().int(),
      unit: z.enum(['years', 'calls']),
      nature: z.enum(['statutory', 'internal']),
      articles: z.array(z.string()),
      from: z.string(),
    }),
  ),
  /** Deeds, by their route, that may be done for another (代): a handler's work, and a head's signatures. An internal rule: 809 is silent about deputies. */
  deputised: z.array(
    z.object({
      deed: z.string(),
      by: z.enum(['handler', 'head']),
      nature: z.enum(['statutory', 'internal']),
      articles: z.array(z.string()),
      from: z.string(),
    }),
  ),
});
export type RuleSetAnswer = z.infer<typeof ruleSetSchema>;

export const calendarSchema = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  regionPrefix: z.string(),
  zone: z.string(),
  years: z.array(
    z.object({
      year: z.number().int(),
      noticeTitle: z.string(),
      noticeNumber: z.string().nullable(),
      noticeAddress: z.string().nullable(),
      edited: z.boolean(),
      workingDays: z.number().int(),
    }),
  ),
  /** Notices of this and the next year that are not loaded: terms that reach there are 暂定. */
  missing: z.array(missingNoticeSchema),
});
export type CalendarAnswer = z.infer<typeof calendarSchema>;

export const calendarDaySchema = z.object({ on: day, workday: z.boolean(), name: z.string() });

export const clockSchema = z.object({
  id: z.string(),
  caseKind: z.string(),
  caseId: z.string(),
  ruleKey: z.string(),
  state: z.enum(['running', 'stopped', 'lapsed', 'met', 'cancelled']),
  nature: z.enum(['statutory', 'internal']),
  articles: z.array(z.string()),
  ruleSetId: z.string(),
  dutyOrgId: z.string(),
  calendarId: z.string(),
  startedAt: instant,
  dueOn: day.nullable(),
  dueAt: instant.nullable(),
  workingDaysOfTerm: z.number().int(),
  workingDaysUsed: z.number().int(),
  workingDaysLeft: z.number().int(),
  workingDaysOverdue: z.number().int(),
  workingDaysTotal: z.number().int(),
  provisional: z.array(missingNoticeSchema),
  stops: z.array(z.object({ stoppedAt: instant, returnedAt: instant.nullable() })),
  extension: z.object({ workingDays: z.number().int(), grantedAt: instant }).nullable(),
  endedAt: instant.nullable(),
});
export type ClockAnswer = z.infer<typeof clockSchema>;

export const listInstruments = route({
  id: 'law.list-instruments',
  method: 'GET',
  path: '/law/instruments',
  summary: 'Lists the instruments of the law register, newest first.',
  power: 'law.read',
  answer: z.object({ items: z.array(instrumentSchema) }),
});

export const addInstrument = route({
  id: 'law.add-instrument',
  method: 'POST',
  path: '/law/instruments',
  summary: 'Adds an instrument to the law register.',
  power: 'law.edit',
  body: z.strictObject({
    id: identifier,
    rank: rankSchema,
    title: name(200),
    documentNumber: name(100).nullable(),
    issuer: name(200),
    inForceFrom: day.nullable(),
  }),
  answer: z.object({ id: z.string() }),
  status: 201,
  idempotent: true,
  refusals: ['law.instrument.exists', 'law.edit.other-region'],
});

export const findArticles = route({
  id: 'law.find-articles',
  method: 'GET',
  path: '/law/articles',
  summary:
    'Citation picker: articles that contain every word of `q`, those in force first; or the one article that `title`, `docNo` and `article` name (91-3.3).',
  power: 'law.read',
  query: z.strictObject({
    q: z.string().max(200).optional(),
    instrument: z.string().max(60).optional(),
    /** Ranks separated by commas. */
    ranks: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    /** An article as it is written down: title, document number and article; the answer is the one that is meant, or nothing. */
    title: z.string().max(200).optional(),
    docNo: z.string().max(100).optional(),
    article: z.string().max(60).optional(),
  }),
  answer: z.object({ items: z.array(articleSchema) }),
});

export const addArticle = route({
  id: 'law.add-article',
  method: 'POST',
  path: '/law/instruments/:instrumentId/articles',
  summary: 'Adds an article with its words to an instrument.',
  power: 'law.edit',
  params: z.strictObject({ instrumentId: z.string().max(60) }),
  body: z.strictObject({
    id: identifier,
    number: name(40),
    heading: name(120).nullable(),
    text: name(10_000),
    extent: z.enum(['full', 'excerpt']),
  }),
  answer: z.object({ id: z.string() }),
  status: 201,
  idempotent: true,
  refusals: ['law.instrument.not-found', 'law.article.exists', 'law.edit.other-region'],
});

export const citerSchema = z.object({ articleId: z.string(), module: z.string(), kind: z.string(), id: z.string() });

export const changeInstrument = route({
  id: 'law.change-instrument',
  method: 'POST',
  path: '/law/instruments/:instrumentId/changes',
  summary: 'Records that articles were amended or repealed; lists everything that rests on them and starts its revision (91-3.3, 809-17).',
  power: 'law.edit',
  params: z.strictObject({ instrumentId: z.string().max(60) }),
  body: z.strictObject({
    state: z.enum(['amended', 'repealed']),
    on: day,
    /** The articles that changed; empty = the whole instrument. */
    articleIds: z.array(z.string().max(60)).max(500),
  }),
  answer: z.object({ articles: z.array(z.string()), citers: z.array(citerSchema) }),
  idempotent: true,
  refusals: ['law.instrument.not-found', 'law.article.not-found', 'law.change.nothing', 'law.edit.other-region'],
});

export const listRuleSets = route({
  id: 'law.list-rule-sets',
  method: 'GET',
  path: '/law/rule-sets',
  summary: 'Lists the rule sets with everything they inherit: limits, refusal grounds, duties, each with its articles.',
  power: 'law.read',
  answer: z.object({ items: z.array(ruleSetSchema) }),
});

export const setInternalLimit = route({
  id: 'law.set-internal-limit',
  method: 'PUT',
  path: '/law/limits/:ruleKey',
  summary: 'Sets an internal target (内控目标) of the installation from today on, as a layer of its own; what the law itself sets stays.',
  power: 'law.edit',
  params: z.strictObject({ ruleKey: z.string().max(60) }),
  body: z.strictObject({ workingDays: z.number().int().min(1).max(60) }),
  answer: z.object({ ruleSetId: z.string(), version: z.number().int() }),
  refusals: ['law.limit.unknown', 'law.limit.statutory', 'law.limit.unchanged', 'law.edit.other-region'],
});

export const listCalendars = route({
  id: 'law.list-calendars',
  method: 'GET',
  path: '/law/calendars',
  summary: 'Lists the working-day calendars, their loaded notices and the notices that are missing.',
  power: 'law.read',
  answer: z.object({ items: z.array(calendarSchema) }),
});

const calendarParams = { calendarId: z.string().max(20) };

export const listCalendarDays = route({
  id: 'law.list-calendar-days',
  method: 'GET',
  path: '/law/calendars/:calendarId/days',
  summary: 'Lists the days of a year that a notice of this calendar or of its parent speaks of; the nearer calendar counts.',
  power: 'law.read',
  params: z.strictObject(calendarParams),
  query: z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) }),
  answer: z.object({ items: z.array(calendarDaySchema.extend({ calendarId: z.string() })) }),
  refusals: ['law.calendar.not-found'],
});

const recounted = z.object({ recounted: z.number().int(), moved: z.number().int() });

export const putCalendarDay = route({
  id: 'law.put-calendar-day',
  method: 'PUT',
  path: '/law/calendars/:calendarId/days/:on',
  summary: 'Says of one day whether it is worked; open terms are counted again, and a due day moves later only.',
  power: 'law.calendar-edit',
  params: z.strictObject({ ...calendarParams, on: day }),
  body: z.strictObject({ workday: z.boolean(), name: name(60) }),
  answer: recounted,
  refusals: ['law.calendar.not-found', 'law.calendar.year-not-loaded', 'law.edit.other-region'],
});

export const loadCalendarYear = route({
  id: 'law.load-calendar-year',
  method: 'POST',
  path: '/law/calendars/:calendarId/years',
  summary:
    'Loads the days of a yearly holiday notice (the open holiday-cn form) in the place of what stood there; open terms are counted again.',
  power: 'law.calendar-edit',
  params: z.strictObject(calendarParams),
  body: z.strictObject({
    $schema: z.string().max(300).optional(),
    $id: z.string().max(300).optional(),
    year: z.number().int().min(2000).max(2100),
    papers: z.array(z.url().max(300)).max(10),
    days: z.array(z.strictObject({ name: name(60), date: day, isOffDay: z.boolean() })).max(200),
    noticeTitle: name(200).optional(),
    noticeNumber: name(100).optional(),
  }),
  answer: recounted.extend({ days: z.number().int() }),
  idempotent: true,
  refusals: ['law.calendar.not-found', 'law.calendar.day-of-other-year', 'law.calendar.day-twice', 'law.edit.other-region'],
});

export const listClocks = route({
  id: 'law.list-clocks',
  method: 'GET',
  path: '/law/clocks',
  summary: 'Lists the clocks of a case, for the unit that owes the duty and for its authority; others see them in the case itself.',
  power: 'law.read',
  query: z.strictObject({ caseKind: z.string().max(60), caseId: z.string().max(100) }),
  answer: z.object({ items: z.array(clockSchema) }),
});
