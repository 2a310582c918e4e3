import { z } from 'zod';
import { refusals, route } from '../route.ts';
import { languages } from '../wording.ts';

/** `none`: no address · `pending`: waits for its code · `confirmed`: used · `changing`: used, a new one waits · `refused`: the mail server did not take it. */
export const mailboxStates = ['none', 'pending', 'confirmed', 'changing', 'refused'] as const;
export type MailboxState = (typeof mailboxStates)[number];

export const mailRefusals = refusals({
  'desk.mail.not-configured': 409,
  'desk.mail.wrong-state': 409,
  'desk.mail.too-many-codes': 429,
  'desk.mail.code-wrong': 422,
  'desk.mail.code-over': 409,
  'desk.mail.statutory': 409,
});

const domainLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
/** An address as people have it: printable ASCII without quotes, comments, blanks or angle brackets; nothing that could become a header. */
const addressShape = new RegExp(String.raw`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?:${domainLabel}\.)+${domainLabel}$`, 'u');
export const mailAddressSchema = z.string().max(254).regex(addressShape);
const languageSchema = z.enum(languages);

export const mailboxSchema = z.object({
  /** Whether this installation sends e-mail at all. */
  isConfigured: z.boolean(),
  state: z.enum(mailboxStates),
  language: languageSchema,
  /** The address that mails go to. */
  address: z.string().nullable(),
  /** The address that waits for its code. */
  pending: z.string().nullable(),
  codeExpiresAt: z.iso.datetime().nullable(),
});
export type MailboxAnswer = z.infer<typeof mailboxSchema>;

export const readMailbox = route({
  id: 'desk.read-mailbox',
  method: 'GET',
  path: '/desk/mailbox',
  summary: 'Where the caller’s notices go by e-mail, and in which language. Nobody else sees it.',
  answer: mailboxSchema,
});

export const giveAddress = route({
  id: 'desk.give-address',
  method: 'PUT',
  path: '/desk/mailbox',
  summary: 'Gives an address for the caller’s notices; a code is sent to it, and it is used once the code has come back.',
  body: z.strictObject({ address: mailAddressSchema, language: languageSchema }),
  answer: mailboxSchema,
  refusals: ['desk.mail.not-configured', 'desk.mail.too-many-codes'],
});

export const confirmAddress = route({
  id: 'desk.confirm-address',
  method: 'POST',
  path: '/desk/mailbox/confirmation',
  summary: 'Confirms the address with the code that was sent to it.',
  body: z.strictObject({ code: z.string().regex(/^\d{8}$/u) }),
  answer: mailboxSchema,
  refusals: ['desk.mail.wrong-state', 'desk.mail.code-wrong', 'desk.mail.code-over'],
});

export const removeAddress = route({
  id: 'desk.remove-address',
  method: 'DELETE',
  path: '/desk/mailbox',
  summary: 'Forgets the caller’s addresses; notices stay in the portal.',
  answer: mailboxSchema,
  refusals: ['desk.mail.wrong-state'],
});

export const chooseMailLanguage = route({
  id: 'desk.choose-mail-language',
  method: 'PUT',
  path: '/desk/mailbox/language',
  summary: 'The language of the caller’s mails.',
  body: z.strictObject({ language: languageSchema }),
  answer: mailboxSchema,
  refusals: ['desk.mail.wrong-state'],
});

/** Groups of kinds of notice, by which people choose how they come by e-mail. */
export const noticeGroups = [
  'clock',
  'answer',
  'grant',
  'use',
  'filing',
  'disposal',
  'dispute',
  'correction',
  'law',
  'status',
  'progress',
  'demand',
  'office',
  'registry',
  'organisation',
  'watch',
  'platform',
] as const;
export type NoticeGroup = (typeof noticeGroups)[number];

/** How notices come by e-mail: each at once, in one letter a day, or not. */
export const mailPaces = ['at-once', 'daily', 'never'] as const;
export type MailPace = (typeof mailPaces)[number];

const mailChoicesSchema = z.object({
  /** The hour of the day, in the region's zone, at which the letter of the day leaves. */
  digestHour: z.int(),
  groups: z.array(
    z.object({
      group: z.enum(noticeGroups),
      pace: z.enum(mailPaces),
      /** The articles by which it comes at once and cannot be put off; none where the reader chooses. */
      articles: z.array(z.string()),
    }),
  ),
});
export type MailChoicesAnswer = z.infer<typeof mailChoicesSchema>;

export const readMailChoices = route({
  id: 'desk.read-mail-choices',
  method: 'GET',
  path: '/desk/mailbox/choices',
  summary: 'How each group of the caller’s notices comes by e-mail, and which groups the law lets nobody put off.',
  answer: mailChoicesSchema,
});

export const chooseMailPace = route({
  id: 'desk.choose-mail-pace',
  method: 'PUT',
  path: '/desk/mailbox/choices/:group',
  summary: 'Chooses how a group of notices comes by e-mail: at once, in the letter of the day, or not. The portal keeps every notice.',
  params: z.strictObject({ group: z.enum(noticeGroups) }),
  body: z.strictObject({ pace: z.enum(mailPaces) }),
  answer: mailChoicesSchema,
  refusals: ['desk.mail.statutory', 'desk.mail.wrong-state'],
});

const attemptSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.enum(['notice', 'code', 'digest']),
  outcome: z.enum(['accepted', 'deferred', 'refused', 'server-trouble']),
  replyCode: z.int().nullable(),
  trouble: z.string().nullable(),
  durationMs: z.int(),
  attempts: z.int(),
  state: z.enum(['waiting', 'sent', 'refused', 'expired', 'dropped']),
});
export type MailAttemptAnswer = z.infer<typeof attemptSchema>;

/** Attempts that the operator is shown. */
export const attemptsShownMax = 100;

export const readMailService = route({
  id: 'desk.read-mail-service',
  method: 'GET',
  path: '/desk/mail-service',
  summary: 'How the sending of mails goes: what waits, and the last attempts with what the server answered. No addresses, no words.',
  power: 'desk.mail',
  answer: z.object({
    isConfigured: z.boolean(),
    host: z.string().nullable(),
    sender: z.string().nullable(),
    counts: z.object({ waiting: z.int(), sent: z.int(), refused: z.int(), expired: z.int(), dropped: z.int() }),
    /** For so many days an ended mail is counted and its attempts are kept. */
    keptDays: z.int(),
    attempts: z.array(attemptSchema),
  }),
});
