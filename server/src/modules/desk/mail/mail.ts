/** What a mail is for: it tells of one notice, of what is left of a day's, or brings the code that confirms an address. */
export type MailKind = 'notice' | 'code' | 'digest';

/**
 * `waiting` → `sent` (the mail server took it), `refused` (it said no for good), `expired` (it said “later” too long),
 * `dropped` (nobody is left to read it: no address any more, or no longer concerned).
 */
export const mailStates = ['waiting', 'sent', 'refused', 'expired', 'dropped'] as const;
export type MailState = (typeof mailStates)[number];

/** What came of handing a mail to the server: it took it, said “later”, said no for good, or could not be spoken to safely. */
export const outcomes = ['accepted', 'deferred', 'refused', 'server-trouble'] as const;
export type Outcome = (typeof outcomes)[number];

export type Mail = {
  readonly id: string;
  readonly kind: MailKind;
  readonly personId: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly placedAt: Date;
  readonly endedAt: Date | null;
};

/** The first wait after a failure; doubled each time, at most an hour. */
const firstWaitMs = 60_000;
const waitMsMax = 3_600_000;

/** How long a mail waits after its `attempts`-th failure; `chance` from 0 to 1 spreads mails that failed together. */
export function waitMs(attempts: number, chance: number): number {
  const whole = Math.min(waitMsMax, firstWaitMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(whole * (0.75 + chance / 2));
}

/**
 * A waiting mail after an attempt. Undefined for one that has ended: nothing is sent twice by the machine itself. A mail that is older than
 * `giveUpMs` ends with the attempt that fails then; until that, trouble of the server never costs a mail.
 */
export function mailAfter(
  mail: Mail,
  attempt: { readonly outcome: Outcome | 'nobody'; readonly at: Date; readonly chance: number; readonly giveUpMs: number },
): Mail | undefined {
  if (mail.state !== 'waiting') return undefined;
  const { outcome, at, chance, giveUpMs } = attempt;
  const ended = (state: MailState, attempts = mail.attempts + 1): Mail => ({ ...mail, state, attempts, nextAttemptAt: null, endedAt: at });
  switch (outcome) {
    case 'accepted':
      return ended('sent');
    case 'refused':
      return ended('refused');
    case 'nobody':
      return ended('dropped', mail.attempts);
    case 'deferred':
    case 'server-trouble': {
      if (at.getTime() - mail.placedAt.getTime() >= giveUpMs) return ended('expired');
      const attempts = mail.attempts + 1;
      return { ...mail, attempts, nextAttemptAt: new Date(at.getTime() + waitMs(attempts, chance)) };
    }
    default:
      return outcome satisfies never;
  }
}

/** Days for which a letter of the day goes on telling of a notice that its reader has neither read nor dealt with. */
export const digestToldDays = 7;
/** Notices that one letter of the day tells of; it says how many more there are. */
export const digestNoticesMax = 50;

/** Days for which it is kept what became of a mail; then it goes, with its attempts. Evidence of it stays. */
export const mailsKeptDays = 90;
