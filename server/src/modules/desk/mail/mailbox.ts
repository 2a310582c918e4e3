import type { MailboxState } from '@karez/contract/desk/mail';
import type { Language } from '@karez/contract/wording';

/** What befalls a mailbox: its owner gives an address, confirms it, removes it; the mail server refuses it for good. */
export const mailboxEvents = ['ask', 'confirm', 'remove', 'refused', 'pending-refused'] as const;
export type MailboxEvent = (typeof mailboxEvents)[number];

/**
 * The machine of a mailbox as data. `changing`: the confirmed address is used until the new one is confirmed, so nobody is cut off by a
 * slip of the pen. A move that is not here is illegal.
 */
const moves: Readonly<Record<MailboxState, Partial<Readonly<Record<MailboxEvent, MailboxState>>>>> = {
  none: { ask: 'pending' },
  pending: { ask: 'pending', confirm: 'confirmed', remove: 'none', 'pending-refused': 'refused' },
  confirmed: { ask: 'changing', remove: 'none', refused: 'refused' },
  changing: { ask: 'changing', confirm: 'confirmed', remove: 'none', refused: 'pending', 'pending-refused': 'confirmed' },
  refused: { ask: 'pending', remove: 'none' },
};

/** The state after an event, or undefined where it is illegal. */
export function mailboxAfter(state: MailboxState, event: MailboxEvent): MailboxState | undefined {
  return moves[state][event];
}

/** A code counts for so long, and may be tried so often. */
export const codeMinutes = 30;
export const codeTriesMax = 5;
/** Codes that one person may ask for on one day. */
export const codesADayMax = 5;

/** One person's mailbox; addresses and code are sealed. */
export type Mailbox = {
  readonly personId: string;
  readonly state: MailboxState;
  readonly language: Language;
  readonly sealedAddress: Buffer | null;
  readonly sealedPending: Buffer | null;
  readonly sealedCode: Buffer | null;
  readonly codeExpiresAt: Date | null;
  readonly codeTries: number;
  readonly codesOn: string | null;
  readonly codesCount: number;
  readonly changedAt: Date;
};

/** The mailbox of a person who never gave an address. */
export function emptyMailbox(personId: string, language: Language, at: Date): Mailbox {
  return { ...withoutPending, personId, state: 'none', language, sealedAddress: null, codesOn: null, codesCount: 0, changedAt: at };
}

const withoutPending = { sealedPending: null, sealedCode: null, codeExpiresAt: null, codeTries: 0 };

/** The mailbox after an event that gives no new address; undefined where the event is illegal. */
export function mailboxMoved(mailbox: Mailbox, event: Exclude<MailboxEvent, 'ask'>, at: Date): Mailbox | undefined {
  const state = mailboxAfter(mailbox.state, event);
  if (state === undefined) return undefined;
  const moved = { ...mailbox, state, changedAt: at };
  if (event === 'remove') return { ...moved, ...withoutPending, sealedAddress: null };
  if (event === 'refused') return { ...moved, sealedAddress: null };
  if (event === 'pending-refused') return { ...moved, ...withoutPending };
  return { ...moved, ...withoutPending, sealedAddress: mailbox.sealedPending };
}

/** The mailbox with an address that waits for its code; undefined where none may be given. */
export function mailboxAsked(
  mailbox: Mailbox,
  given: {
    readonly language: Language;
    readonly sealedPending: Buffer;
    readonly sealedCode: Buffer;
    readonly today: string;
    readonly at: Date;
  },
): Mailbox | undefined {
  const state = mailboxAfter(mailbox.state, 'ask');
  if (state === undefined) return undefined;
  const { language, sealedPending, sealedCode, today, at } = given;
  return {
    ...mailbox,
    state,
    language,
    sealedPending,
    sealedCode,
    codeExpiresAt: new Date(at.getTime() + codeMinutes * 60_000),
    codeTries: 0,
    codesOn: today,
    codesCount: mailbox.codesOn === today ? mailbox.codesCount + 1 : 1,
    changedAt: at,
  };
}
