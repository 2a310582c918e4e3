import { noticeGroups, type MailChoicesAnswer, type MailPace, type NoticeGroup } from '@karez/contract/desk/mail';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';

import { articlesOf } from '../notice-kind.ts';
import { pacesOf, savePace } from './choice-store.ts';
import type { MailboxNeeds } from './keep-mailbox.ts';
import { recordMailboxAct } from './mail-evidence.ts';
import { findMailbox, lockMailbox } from './mailbox-store.ts';

/** How the caller's notices come by e-mail. */
export async function readChoices(
  { reader, config }: Pick<MailboxNeeds, 'config'> & { readonly reader: Reader },
  actor: Caller,
): Promise<MailChoicesAnswer> {
  const paceOf = await pacesOf(reader, [actor.id]);
  return {
    digestHour: config.KAREZ_MAIL_DIGEST_HOUR,
    groups: noticeGroups.map((group) => ({ group, pace: paceOf(actor.id, group), articles: [...articlesOf(group)] })),
  };
}

type Choosing = { readonly actor: Caller; readonly origin: string; readonly group: NoticeGroup; readonly pace: MailPace };

/** Chooses how a group of notices comes; refused for what the law lets nobody put off, and to whoever has given no address. */
export function choosePace(needs: MailboxNeeds, { actor, origin, group, pace }: Choosing): Promise<MailChoicesAnswer | Refusal> {
  return needs.database.transaction(async (tx) => {
    if (articlesOf(group).length > 0) return refuse('desk.mail.statutory');
    const known = await findMailbox(tx, actor.id);
    if (!known || known.state === 'none') return refuse('desk.mail.wrong-state');
    await lockMailbox(tx, known);
    await savePace(tx, { personId: actor.id, group, pace, at: needs.clock.now() });
    await recordMailboxAct(tx, needs, { actor, personId: actor.id, action: 'desk.choose-mail-pace', origin, facts: { group, pace } });
    return readChoices({ ...needs, reader: tx }, actor);
  });
}
