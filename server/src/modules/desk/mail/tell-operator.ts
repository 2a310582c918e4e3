import { dayIn } from '@karez/kit/clock';
import { allRegions, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';

import type { Addressee } from '../addressee.ts';
import { notify } from '../notice-store.ts';
import { recordMailboxAct } from './mail-evidence.ts';
import { dropWaiting } from './mail-store.ts';
import type { Mail } from './mail.ts';
import { findMailbox, lockMailbox, saveMailbox } from './mailbox-store.ts';
import { mailboxMoved } from './mailbox.ts';
import { openAddress } from './sealed-address.ts';
import type { Said } from './send-mail.ts';

type TellNeeds = Pick<Needs, 'clock' | 'newId' | 'config' | 'keys'>;

const page = '/desk/mail';
const subject = (id: string) => ({ module: 'desk', kind: 'desk.mail', id });

/** Who runs the platform: in each city. What is told of mail is told in the portal only, or it would breed more mail. */
async function operators(tx: Transaction): Promise<Addressee[]> {
  const regions = await allRegions(tx);
  return regions.filter((region) => region.level === 'city').map(({ code }) => ({ kind: 'region', regionCode: code, power: 'desk.mail' }));
}

type Telling = {
  readonly key: string;
  readonly about: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string | number>>;
};

async function tellOperators(tx: Transaction, { clock, newId }: TellNeeds, { key, about, title, params }: Telling): Promise<void> {
  for (const addressee of await operators(tx)) {
    const region = addressee.kind === 'region' ? addressee.regionCode : '';
    await notify(tx, {
      id: newId(),
      key: `${key}:${region}`,
      for: addressee,
      subject: subject(about),
      title: { key: title, params },
      link: page,
      at: clock.now(),
      isPortalOnly: true,
    });
  }
}

/** The operator learns once a day that the mail server is in trouble: mails wait, none is lost. */
export async function tellOfTrouble(tx: Transaction, needs: TellNeeds, { trouble, replyCode }: Said): Promise<void> {
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const params = { trouble: trouble ?? '', code: replyCode ?? 0 };
  await tellOperators(tx, needs, { key: `desk.mail:trouble:${today}`, about: today, title: 'desk.notice.mail-trouble', params });
}

/**
 * A mail that the server did not take for good, or not in time: the operator learns of it; where the server knows no such recipient (`unknown`) that address is
 * used no more, and its owner reads in the portal why.
 */
export async function tellOfRefusal(
  tx: Transaction,
  needs: TellNeeds,
  { mail, unknown }: { readonly mail: Mail; readonly unknown: string | null },
): Promise<void> {
  await tellOperators(tx, needs, {
    key: `desk.mail:${mail.state}:${mail.id}`,
    about: mail.id,
    title: `desk.notice.mail-${mail.state}`,
    params: {},
  });
  if (unknown !== null) await useNoMore(tx, needs, { mail, address: unknown });
}

async function useNoMore(
  tx: Transaction,
  needs: TellNeeds,
  { mail, address }: { readonly mail: Mail; readonly address: string },
): Promise<void> {
  const { id, kind, personId } = mail;
  const known = await findMailbox(tx, personId);
  if (!known) return;
  const at = needs.clock.now();
  const mailbox = await lockMailbox(tx, known);
  const sealed = kind === 'code' ? mailbox.sealedPending : mailbox.sealedAddress;
  // Another address stands there by now: the answer was about the former one.
  if (sealed === null || openAddress(needs, { personId, sealed }) !== address) return;
  const moved = mailboxMoved(mailbox, kind === 'code' ? 'pending-refused' : 'refused', at);
  if (!moved) return;
  await saveMailbox(tx, moved);
  await dropWaiting(tx, { personId, kind, at });
  await recordMailboxAct(tx, needs, { actor: systemActor('desk.mail'), personId, action: 'desk.refuse-address', facts: { kind } });
  await notify(tx, {
    id: needs.newId(),
    key: `desk.mailbox:${personId}:refused:${id}`,
    for: { kind: 'person', personId },
    subject: subject(id),
    title: { key: 'desk.notice.address-refused', params: {} },
    link: page,
    at,
    isPortalOnly: true,
  });
}
