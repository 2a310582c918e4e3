import { recordEvidence } from '#modules/audit/append';
import { systemActor } from '#modules/identity';
import { actedBy, type Caller } from '#platform/caller';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';

import type { Mail } from './mail.ts';

type EvidenceNeeds = Pick<Needs, 'clock'>;

/** Evidence of what became of a mail: neither its address nor its words. */
export async function recordMailEnd(tx: Transaction, { clock }: EvidenceNeeds, mail: Mail): Promise<void> {
  await recordEvidence(tx, {
    at: clock.now(),
    actor: actedBy(systemActor('desk.mail')),
    action: 'desk.end-mail',
    outcome: { result: 'done' },
    object: { kind: 'desk.mail', id: mail.id },
    facts: { state: mail.state, kind: mail.kind, attempts: mail.attempts },
  });
}

type MailboxAct = {
  readonly actor: Caller;
  readonly personId: string;
  readonly action: string;
  readonly origin?: string;
  readonly facts?: Readonly<Record<string, string>>;
};

/** Evidence of what a person, or the platform, did with the person's mailbox; the address is not in it. */
export async function recordMailboxAct(tx: Transaction, { clock }: EvidenceNeeds, act: MailboxAct): Promise<void> {
  const { actor, personId, action, origin, facts } = act;
  await recordEvidence(tx, {
    at: clock.now(),
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'desk.mailbox', id: personId },
    origin: origin ?? null,
    facts: { ...facts },
  });
}
