import { dayIn } from '@karez/kit/clock';
import { reached } from '#platform/hooks';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';

import type { MailSettings } from './mail-config.ts';
import type { ActorsOf } from './recipients.ts';
import { composeLetter } from './compose-letter.ts';
import { recordMailEnd } from './mail-evidence.ts';
import { holdNextDue, insertAttempt, lockMail, saveMail } from './mail-store.ts';
import { mailAfter, type Mail } from './mail.ts';
import { findMailbox, lockMailbox } from './mailbox-store.ts';
import type { Letter, Said, SendMail } from './send-mail.ts';
import { tellOfRefusal, tellOfTrouble } from './tell-operator.ts';

/** What sending needs; `chance` from 0 to 1 spreads mails that failed together, `steadyMs` measures how long the server took. */
export type SendNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'> & {
  readonly actorsOf: ActorsOf;
  readonly settings: MailSettings;
  readonly send: SendMail;
  readonly chance: () => number;
  readonly steadyMs: () => number;
};

/** How long a mail stays in hand after its worker was killed; longer than one handing over may take. */
const holdMs = 180_000;
const hourMs = 3_600_000;

/**
 * Hands due mails to the server, one after the other, until none is due. Several workers may run at once: each holds the mail it sends. A worker
 * that is killed between the server's answer and the record of it sends that mail again, under the same Message-ID. When the server itself is in
 * trouble the turn ends: the other mails wait for the next one.
 */
export async function sendMails(needs: SendNeeds): Promise<void> {
  let mail = await nextDue(needs);
  while (mail) {
    const said = await sendOne(needs, mail);
    if (said?.outcome === 'server-trouble') return;
    mail = await nextDue(needs);
  }
}

function nextDue({ database, clock }: SendNeeds): Promise<Mail | undefined> {
  const now = clock.now();
  return database.transaction((tx) => holdNextDue(tx, { now, until: new Date(now.getTime() + holdMs) }));
}

/** Sends one mail and stores what came of it; undefined where nobody is left to read it. */
async function sendOne(needs: SendNeeds, mail: Mail): Promise<Said | undefined> {
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const letter = await composed(needs, { mail, today });
  if (letter === undefined) {
    await needs.database.transaction((tx) => settle(tx, needs, { mail, to: null, said: null, durationMs: 0 }));
    return undefined;
  }
  const beganAt = needs.steadyMs();
  const said = await needs.send(letter);
  const durationMs = Math.round(needs.steadyMs() - beganAt);
  await reached('desk.mail.sent');
  await needs.database.transaction((tx) => settle(tx, needs, { mail, to: letter.to, said, durationMs }));
  return said;
}

/** What cannot be put into words is our fault: it is thrown, and the mail waits like one that the server did not take, so that it ends some day. */
async function composed(needs: SendNeeds, composing: { readonly mail: Mail; readonly today: string }): Promise<Letter | undefined> {
  try {
    return await composeLetter(needs, composing);
  } catch (error) {
    const said: Said = { outcome: 'deferred', replyCode: null, trouble: 'WORDS', isRecipientUnknown: false };
    await needs.database.transaction((tx) => settle(tx, needs, { mail: composing.mail, to: null, said, durationMs: 0 }));
    throw error;
  }
}

/** The mail that was in hand, and the address that it went to; null where none was written. */
type Settling = { readonly mail: Mail; readonly to: string | null; readonly said: Said | null; readonly durationMs: number };

/**
 * Stores an attempt and what follows from it, unless the mail was ended while it was out (its address was removed). The mailbox is locked before its mails,
 * as its owner's deeds do.
 */
async function settle(
  tx: Transaction,
  needs: SendNeeds,
  { mail: { id: mailId, personId }, to, said, durationMs }: Settling,
): Promise<void> {
  const known = await findMailbox(tx, personId);
  if (known) await lockMailbox(tx, known);
  const mail = await lockMail(tx, mailId);
  if (!mail) return;
  const at = needs.clock.now();
  if (said) {
    const { outcome, replyCode, trouble } = said;
    await insertAttempt(tx, { id: needs.newId(), mailId, at, outcome, replyCode, trouble, durationMs });
  }
  const giveUpMs = needs.config.KAREZ_MAIL_GIVE_UP_HOURS * hourMs;
  const after = mailAfter(mail, { outcome: said?.outcome ?? 'nobody', at, chance: needs.chance(), giveUpMs });
  if (!after) return;
  await saveMail(tx, after);
  await tellAfter(tx, needs, { after, said, to });
}

/** Evidence of an end, and word to whoever has to mend something. */
async function tellAfter(
  tx: Transaction,
  needs: SendNeeds,
  { after, said, to }: Pick<Settling, 'said' | 'to'> & { after: Mail },
): Promise<void> {
  if (after.state !== 'waiting') await recordMailEnd(tx, needs, after);
  if (said?.outcome === 'server-trouble') await tellOfTrouble(tx, needs, said);
  if (after.state !== 'refused' && after.state !== 'expired') return;
  await tellOfRefusal(tx, needs, { mail: after, unknown: said?.isRecipientUnknown === true ? to : null });
}
