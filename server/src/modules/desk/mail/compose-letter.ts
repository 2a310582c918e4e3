import { articlesOf, groupOf } from '../notice-kind.ts';
import { caseNameOf, nextSteps } from '../next-step.ts';
import { openAddress, openCode } from './sealed-address.ts';
import { pacesOf } from './choice-store.ts';
import { digestOf } from './read-digest.ts';
import { noticesIn } from './mail-store.ts';
import { findMailbox } from './mailbox-store.ts';
import { codeMinutes, type Mailbox } from './mailbox.ts';
import type { Mail } from './mail.ts';
import { concerned } from './recipients.ts';
import type { SendNeeds } from './send-mails.job.ts';
import type { Letter } from './send-mail.ts';
import { codeLetter, digestLetter, noticeLetter, settingsPage, type Matter, type Writing } from './write-letter.ts';

type ComposeNeeds = Pick<SendNeeds, 'database' | 'clock' | 'config' | 'keys' | 'actorsOf' | 'settings'>;
type Composing = { readonly mail: Mail; readonly today: string };

/**
 * The words of a mail as things stand when it leaves; undefined where nobody is to read it any more: the address was removed, the code is over, or
 * the person holds no post any more that the notice concerns.
 */
export async function composeLetter(needs: ComposeNeeds, { mail, today }: Composing): Promise<Letter | undefined> {
  const mailbox = await findMailbox(needs.database.reader, mail.personId);
  if (!mailbox) return undefined;
  const writing: Writing = { language: mailbox.language, portal: portalOf(needs), zone: needs.config.KAREZ_TIME_ZONE };
  if (mail.kind === 'code') return codeOf(needs, { mail, mailbox, writing });
  return (mail.kind === 'digest' ? digestLetterOf : noticeOf)(needs, { mail, mailbox, writing, today });
}

const portalOf = ({ config }: ComposeNeeds): string => config.KAREZ_PUBLIC_URL.replace(/\/+$/u, '');

/** One name for each mail, however often it is handed in: whoever gets it twice can tell. */
function messageIdOf({ settings }: ComposeNeeds, name: string): string {
  return `<${name}@${settings.sender.slice(settings.sender.lastIndexOf('@') + 1)}>`;
}

type Addressed = { readonly mail: Mail; readonly mailbox: Mailbox; readonly writing: Writing };

function codeOf(needs: ComposeNeeds, { mail, mailbox, writing }: Addressed): Letter | undefined {
  const { personId, sealedPending, sealedCode, codeExpiresAt } = mailbox;
  if (!sealedPending || !sealedCode || !codeExpiresAt || codeExpiresAt <= needs.clock.now()) return undefined;
  const to = openAddress(needs, { personId, sealed: sealedPending });
  const code = openCode(needs, { personId, sealed: sealedCode });
  return { to, messageId: messageIdOf(needs, mail.id), ...codeLetter(writing, { code, minutes: codeMinutes }), unsubscribe: null };
}

async function noticeOf(
  needs: ComposeNeeds,
  { mail, mailbox, writing, today }: Addressed & { readonly today: string },
): Promise<Letter | undefined> {
  const { personId, sealedAddress } = mailbox;
  if (!sealedAddress) return undefined;
  const { reader } = needs.database;
  const actors = await needs.actorsOf(reader, [personId], today);
  const [notice] = (await noticesIn(reader, mail.id)).filter((one) => concerned(one.for, actors).includes(personId));
  if (!notice) return undefined;
  const group = groupOf(notice.title.key);
  if ((await pacesOf(reader, [personId]))(personId, group) === 'never') return undefined;
  const acting = { actors: actors.get(personId) ?? [], notices: [notice], at: needs.clock.now() };
  const [next] = await nextSteps(reader, acting);
  if (!next) return undefined;
  const matter: Matter = { ...notice, caseName: caseNameOf(notice), next };
  const to = openAddress(needs, { personId, sealed: sealedAddress });
  return {
    to,
    messageId: messageIdOf(needs, `${notice.id}.${mail.id}`),
    ...noticeLetter(writing, matter),
    unsubscribe: articlesOf(group).length > 0 ? null : settingsPage(writing),
  };
}

/** What is left to tell of the day as things stand when the letter leaves. */
async function digestLetterOf(
  needs: ComposeNeeds,
  { mail, mailbox: { personId, sealedAddress }, writing, today }: Addressed & { readonly today: string },
): Promise<Letter | undefined> {
  if (!sealedAddress) return undefined;
  const { reader } = needs.database;
  const actors = (await needs.actorsOf(reader, [personId], today)).get(personId) ?? [];
  const digest = await digestOf(reader, { personId, actors, at: needs.clock.now() });
  if (digest.matters.length === 0) return undefined;
  const to = openAddress(needs, { personId, sealed: sealedAddress });
  return { to, messageId: messageIdOf(needs, mail.id), ...digestLetter(writing, { ...digest, today }), unsubscribe: settingsPage(writing) };
}
