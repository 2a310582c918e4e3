import { z } from 'zod';
import { pageOf, pageQuery, refusals, route } from './route.ts';

const instant = z.iso.datetime();

export const deskRefusals = refusals({ 'desk.notice.not-found': 404, 'desk.cursor.invalid': 422 });

const title = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });
const subject = z.object({ module: z.string(), kind: z.string(), id: z.string() });

export const todoSchema = z.object({
  id: z.string(),
  subject,
  /** Message key and parameters: the portal tells it in the reader's language. */
  title,
  link: z.string(),
  dueAt: instant.nullable(),
  warning: z.enum(['half', 'soon', 'overdue']).nullable(),
  /** Who has it in hand, of those for whom it waits: the title of the post, and whether it is the caller. */
  holder: z.object({ title: z.string(), mine: z.boolean() }).nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
});
export type TodoAnswer = z.infer<typeof todoSchema>;

export const noticeSchema = z.object({
  id: z.string(),
  subject,
  title,
  /** Title of the to-do that the notice is about. */
  about: title.nullable(),
  link: z.string(),
  givenAt: instant,
  read: z.boolean(),
});
export type NoticeAnswer = z.infer<typeof noticeSchema>;

export const listTodos = route({
  id: 'desk.list-todos',
  method: 'GET',
  path: '/desk/todos',
  summary:
    'What waits for the caller (待办, by due instant), what of it the caller has in hand (在手), or what the caller has done (已办, newest first).',
  query: z.strictObject({ ...pageQuery, tab: z.enum(['open', 'in-hand', 'done']).default('open') }),
  answer: pageOf(todoSchema),
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
  }),
});

export const listNotices = route({
  id: 'desk.list-notices',
  method: 'GET',
  path: '/desk/notices',
  summary: 'Notices for the caller, newest first.',
  query: z.strictObject({ ...pageQuery, tab: z.enum(['unread', 'all']).default('all') }),
  answer: pageOf(noticeSchema),
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
