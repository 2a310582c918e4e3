import { z } from 'zod';
import { fileAnswer, pageOf, pageQuery, refusals, route } from './route.ts';

const instant = z.iso.datetime();

export const deskRefusals = refusals({ 'desk.notice.not-found': 404, 'desk.cursor.invalid': 422 });

/** Message key and parameters of a title. */
export const titleSchema = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const subject = z.object({ module: z.string(), kind: z.string(), id: z.string() });

export const todoSchema = z.object({
  id: z.string(),
  subject,
  /** Message key and parameters: the portal tells it in the reader's language. */
  title: titleSchema,
  link: z.string(),
  dueAt: instant.nullable(),
  /** Working days left of its clock, below zero past the term; null where no clock of law runs. */
  workingDaysLeft: z.int().nullable(),
  warning: z.enum(['half', 'soon', 'overdue']).nullable(),
  /** Who has it in hand, of those for whom it waits: the title of the post, and whether it is the caller. */
  holder: z.object({ title: z.string(), mine: z.boolean() }).nullable(),
  /** 代: the post for which it waits, where the reader acts for it; null for what is the reader’s own. */
  standsFor: z.object({ delegationId: z.string(), no: z.string(), title: z.string() }).nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
});
export type TodoAnswer = z.infer<typeof todoSchema>;

/** Who takes the next step: the reader, or a side of the case, named as such whoever reads. */
export const noticeParties = ['reader', 'provider', 'requester', 'authority', 'both', 'other-side', 'department'] as const;
export type NoticeParty = (typeof noticeParties)[number];

export const noticeSchema = z.object({
  id: z.string(),
  subject,
  title: titleSchema,
  /** Title of the to-do that the notice is about. */
  about: titleSchema.nullable(),
  /** Number and name of the case; empty where the title says all. */
  caseName: z.string(),
  /** What is to be done now: what waits for the reader, else what the kind of notice says. */
  next: z.object({
    step: titleSchema,
    by: z.enum(noticeParties).nullable(),
    dueAt: instant.nullable(),
    workingDaysLeft: z.int().nullable(),
  }),
  link: z.string(),
  givenAt: instant,
  read: z.boolean(),
});
export type NoticeAnswer = z.infer<typeof noticeSchema>;

/** 待办, 在手, 已办, and what waits anywhere in a unit whose heads the caller is one of. */
export const todoTabs = ['open', 'in-hand', 'done', 'unit'] as const;
/** How the term of something stands: run out, warned of, far off, or none. */
export const dueStates = ['overdue', 'soon', 'later', 'none'] as const;
export const begunStates = ['running', 'ended', 'all'] as const;

/** What narrows a list of the inbox: the kind of case, and words of what its titles name. */
const narrowing = { kind: z.string().max(60).optional(), q: z.string().max(100).optional() };
const todoQuery = {
  tab: z.enum(todoTabs).default('open'),
  clock: z.enum(dueStates).optional(),
  ...narrowing,
};
const begunQuery = { state: z.enum(begunStates).default('running'), mine: z.enum(['yes']).optional(), ...narrowing };
const noticeQuery = { tab: z.enum(['unread', 'all', 'copies']).default('all'), ...narrowing };

/** A page with the kinds of case that the whole tab holds, each with its number. */
const pageWithKinds = <T extends z.ZodType>(item: T) =>
  pageOf(item).extend({ kinds: z.array(z.object({ kind: z.string(), count: z.int() })) });

export const begunSchema = z.object({
  id: z.string(),
  subject,
  title: titleSchema,
  link: z.string(),
  /** Message key of where the case stands. */
  stateKey: z.string(),
  /** Who started it, by the title of the post, and whether it was the caller. */
  starter: z.object({ title: z.string(), mine: z.boolean() }),
  dueAt: instant.nullable(),
  startedAt: instant,
  movedAt: instant,
  endedAt: instant.nullable(),
});
export type BegunAnswer = z.infer<typeof begunSchema>;

export const listTodos = route({
  id: 'desk.list-todos',
  method: 'GET',
  path: '/desk/todos',
  summary:
    'What waits for the caller (待办, by due instant), what of it the caller has in hand (在手), what the caller has done (已办, newest first), or for the heads of a unit what has a term anywhere in it (本部门时限).',
  query: z.strictObject({ ...pageQuery, ...todoQuery }),
  answer: pageWithKinds(todoSchema),
  refusals: ['desk.cursor.invalid'],
});

export const readCounts = route({
  id: 'desk.read-counts',
  method: 'GET',
  path: '/desk/counts',
  summary: 'The numbers on the home page, counted by the same questions as their lists.',
  answer: z.object({
    open: z.number().int(),
    inHand: z.number().int(),
    overdue: z.number().int(),
    done: z.number().int(),
    unread: z.number().int(),
    /** Running cases that the caller or the caller's post has started (我发起). */
    begun: z.number().int(),
    /** Notices that ask nothing of the caller (抄送). */
    copies: z.number().int(),
    /** What has a term anywhere in the caller's unit, for its heads; nothing for others. */
    unit: z.number().int(),
  }),
});

const workbook = {
  answer: fileAnswer,
  kind: 'download',
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
} as const;

export const exportTodos = route({
  id: 'desk.export-todos',
  method: 'GET',
  path: '/desk/todos/ledger',
  summary: 'The same list as a workbook (台账).',
  query: z.strictObject(todoQuery),
  ...workbook,
});

export const exportBegun = route({
  id: 'desk.export-begun',
  method: 'GET',
  path: '/desk/begun/ledger',
  summary: 'The same list as a workbook (台账).',
  query: z.strictObject(begunQuery),
  ...workbook,
});

export const exportNotices = route({
  id: 'desk.export-notices',
  method: 'GET',
  path: '/desk/notices/ledger',
  summary: 'The same list as a workbook (台账).',
  query: z.strictObject(noticeQuery),
  ...workbook,
});

export const listBegun = route({
  id: 'desk.list-begun',
  method: 'GET',
  path: '/desk/begun',
  summary: 'Cases that the caller or the caller’s post has started (我发起), and where each stands now; what moved last comes first.',
  query: z.strictObject({ ...pageQuery, ...begunQuery }),
  answer: pageWithKinds(begunSchema),
  refusals: ['desk.cursor.invalid'],
});

export const listNotices = route({
  id: 'desk.list-notices',
  method: 'GET',
  path: '/desk/notices',
  summary: 'Notices for the caller, newest first; `copies` (抄送) ask nothing of their reader.',
  query: z.strictObject({ ...pageQuery, ...noticeQuery }),
  answer: pageWithKinds(noticeSchema),
  refusals: ['desk.cursor.invalid'],
});

export const readNotice = route({
  id: 'desk.read-notice',
  method: 'PUT',
  path: '/desk/notices/:noticeId/read',
  summary: 'Marks a notice as read by the caller.',
  params: z.strictObject({ noticeId: z.uuid() }),
  answer: z.object({ unread: z.number().int() }),
  refusals: ['desk.notice.not-found'],
});

export const readAllNotices = route({
  id: 'desk.read-all-notices',
  method: 'PUT',
  path: '/desk/notices/read',
  summary: 'Marks every notice that waits for the caller as read.',
  answer: z.object({ unread: z.number().int() }),
});
