import type { MailboxAnswer } from '@karez/contract/desk/mail';
import type { Language } from '@karez/contract/wording';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Caller } from '#platform/caller';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';

import { recordMailboxAct } from './mail-evidence.ts';
import { dropWaiting, insertMail } from './mail-store.ts';
import { findMailbox, lockMailbox, saveMailbox } from './mailbox-store.ts';
import { codesADayMax, codeTriesMax, emptyMailbox, mailboxAsked, mailboxMoved, type Mailbox } from './mailbox.ts';
import { isCode, openAddress, sealAddress, sealNewCode } from './sealed-address.ts';

export type MailboxNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'> & { readonly isConfigured: boolean };
type By = { readonly actor: Caller; readonly origin: string };

/** The caller's own mailbox; `language` is what mails would speak where none was chosen yet. */
export async function readMailbox(
  needs: Omit<MailboxNeeds, 'database'> & { readonly reader: Reader },
  { actor, language }: { readonly actor: Caller; readonly language: Language },
): Promise<MailboxAnswer> {
  const mailbox = (await findMailbox(needs.reader, actor.id)) ?? emptyMailbox(actor.id, language, needs.clock.now());
  return shown(needs, mailbox);
}

function shown({ keys, isConfigured }: Pick<MailboxNeeds, 'keys' | 'isConfigured'>, mailbox: Mailbox): MailboxAnswer {
  const { personId, state, language, sealedAddress, sealedPending, codeExpiresAt } = mailbox;
  const opened = (sealed: Buffer | null): string | null => (sealed === null ? null : openAddress({ keys }, { personId, sealed }));
  return {
    isConfigured,
    state,
    language,
    address: opened(sealedAddress),
    pending: opened(sealedPending),
    codeExpiresAt: codeExpiresAt?.toISOString() ?? null,
  };
}

/**
 * Takes an address and sends a code to it. A confirmed one stays in use until then. A code that waits for an address that was given before is not
 * sent any more.
 */
export function giveAddress(
  needs: MailboxNeeds,
  { actor, origin, address, language }: By & { readonly address: string; readonly language: Language },
): Promise<MailboxAnswer | Refusal> {
  if (!needs.isConfigured) return Promise.resolve(refuse('desk.mail.not-configured'));
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const today = dayIn(needs.config.KAREZ_TIME_ZONE, at);
    const mailbox = await lockMailbox(tx, emptyMailbox(actor.id, language, at));
    if (mailbox.codesOn === today && mailbox.codesCount >= codesADayMax) return refuse('desk.mail.too-many-codes', { max: codesADayMax });
    const asked = mailboxAsked(mailbox, {
      language,
      sealedPending: sealAddress(needs, actor.id, address),
      sealedCode: sealNewCode(needs, actor.id),
      today,
      at,
    });
    if (!asked) return refuse('desk.mail.wrong-state');
    await saveMailbox(tx, asked);
    await dropWaiting(tx, { personId: actor.id, kind: 'code', at });
    const mail = { id: needs.newId(), kind: 'code', personId: actor.id, state: 'waiting', attempts: 0 } as const;
    await insertMail(tx, { ...mail, nextAttemptAt: at, placedAt: at, endedAt: null });
    await recordMailboxAct(tx, needs, { actor, personId: actor.id, action: 'desk.give-address', origin });
    return shown(needs, asked);
  });
}

/** Confirms the address that waits. A wrong code is counted also where everything else is taken back; after the last one a new code is needed. */
export async function confirmAddress(
  needs: MailboxNeeds,
  { actor, origin, code }: By & { readonly code: string },
): Promise<MailboxAnswer | Refusal> {
  const at = needs.clock.now();
  const tried = await needs.database.transaction(async (tx) => {
    const mailbox = await lockMailbox(tx, emptyMailbox(actor.id, 'zh', at));
    const { sealedCode, codeExpiresAt, codeTries } = mailbox;
    if (!sealedCode || !codeExpiresAt) return refuse('desk.mail.wrong-state');
    if (codeExpiresAt <= at || codeTries >= codeTriesMax) return refuse('desk.mail.code-over');
    if (!isCode(needs, { personId: actor.id, sealed: sealedCode }, code)) {
      await saveMailbox(tx, { ...mailbox, codeTries: codeTries + 1 });
      return { left: codeTriesMax - codeTries - 1 };
    }
    return move(tx, needs, { actor, origin, mailbox, event: 'confirm' });
  });
  if (isRefusal(tried)) return tried;
  return 'left' in tried ? refuse('desk.mail.code-wrong', { left: tried.left }) : tried;
}

/** Forgets both addresses; mails that wait are not sent. */
export function removeAddress(needs: MailboxNeeds, { actor, origin }: By): Promise<MailboxAnswer | Refusal> {
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const mailbox = await lockMailbox(tx, emptyMailbox(actor.id, 'zh', at));
    await dropWaiting(tx, { personId: actor.id, kind: 'code', at });
    for (const kind of ['notice', 'digest'] as const) await dropWaiting(tx, { personId: actor.id, kind, at });
    return move(tx, needs, { actor, origin, mailbox, event: 'remove' });
  });
}

/** Chooses the language of mails; whoever has given no address chooses it with the address. */
export function chooseMailLanguage(
  needs: MailboxNeeds,
  { actor, language }: { readonly actor: Caller; readonly language: Language },
): Promise<MailboxAnswer | Refusal> {
  return needs.database.transaction(async (tx) => {
    const mailbox = await lockMailbox(tx, emptyMailbox(actor.id, language, needs.clock.now()));
    if (mailbox.state === 'none') return refuse('desk.mail.wrong-state');
    const chosen = { ...mailbox, language };
    await saveMailbox(tx, chosen);
    return shown(needs, chosen);
  });
}

type Move = By & { readonly mailbox: Mailbox; readonly event: 'confirm' | 'remove' };

async function move(tx: Transaction, needs: MailboxNeeds, { actor, origin, mailbox, event }: Move): Promise<MailboxAnswer | Refusal> {
  const moved = mailboxMoved(mailbox, event, needs.clock.now());
  if (!moved) return refuse('desk.mail.wrong-state');
  await saveMailbox(tx, moved);
  await recordMailboxAct(tx, needs, { actor, personId: actor.id, action: `desk.${event}-address`, origin });
  return shown(needs, moved);
}
