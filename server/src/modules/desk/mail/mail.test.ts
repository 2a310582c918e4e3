import { mailboxStates } from '@karez/contract/desk/mail';
import { describe, expect, test } from 'vitest';

import { mailAfter, mailStates, outcomes, waitMs, type Mail } from './mail.ts';
import { mailboxAfter, mailboxAsked, mailboxEvents, mailboxMoved, type Mailbox } from './mailbox.ts';
import { saidBy } from './send-mail.ts';

const at = new Date('2026-11-23T02:00:00Z');
const box = (state: Mailbox['state']): Mailbox => ({
  personId: 'p1',
  state,
  language: 'zh',
  sealedAddress: ['confirmed', 'changing'].includes(state) ? Buffer.from('old') : null,
  sealedPending: ['pending', 'changing'].includes(state) ? Buffer.from('new') : null,
  sealedCode: ['pending', 'changing'].includes(state) ? Buffer.from('code') : null,
  codeExpiresAt: ['pending', 'changing'].includes(state) ? at : null,
  codeTries: 2,
  codesOn: '2026-11-23',
  codesCount: 1,
  changedAt: at,
});

/** The machine of a mailbox, written down a second time by hand: rows are states, columns the events in their order. */
const table: Readonly<Record<Mailbox['state'], readonly (Mailbox['state'] | null)[]>> = {
  none: ['pending', null, null, null, null],
  pending: ['pending', 'confirmed', 'none', null, 'refused'],
  confirmed: ['changing', null, 'none', 'refused', null],
  changing: ['changing', 'confirmed', 'none', 'pending', 'confirmed'],
  refused: ['pending', null, 'none', null, null],
};

describe('a mailbox', () => {
  test.each(
    mailboxStates.flatMap((state) => mailboxEvents.map((event, column) => [state, event, table[state][column] ?? undefined] as const)),
  )('%s + %s → %s', (state, event, next) => {
    expect(mailboxAfter(state, event)).toBe(next);
    const after =
      event === 'ask'
        ? mailboxAsked(box(state), {
            language: 'ug',
            sealedPending: Buffer.from('n'),
            sealedCode: Buffer.from('c'),
            today: '2026-11-23',
            at,
          })
        : mailboxMoved(box(state), event, at);
    expect(after?.state).toBe(next);
    if (!after) return;
    // What the CHECK constraints of the table ask.
    expect(after.sealedAddress !== null).toBe(['confirmed', 'changing'].includes(after.state));
    for (const part of [after.sealedPending, after.sealedCode, after.codeExpiresAt])
      expect(part !== null).toBe(['pending', 'changing'].includes(after.state));
  });

  test('a refused new address leaves the old one; a confirmed new address replaces it', () => {
    expect(mailboxMoved(box('changing'), 'pending-refused', at)?.sealedAddress?.toString()).toBe('old');
    expect(mailboxMoved(box('changing'), 'confirm', at)?.sealedAddress?.toString()).toBe('new');
    expect(mailboxMoved(box('changing'), 'refused', at)?.sealedPending?.toString()).toBe('new');
  });
});

describe('a mail', () => {
  const mail = (state: Mail['state']): Mail => ({
    id: 'm1',
    kind: 'notice',
    personId: 'p1',
    state,
    attempts: 1,
    nextAttemptAt: state === 'waiting' ? at : null,
    placedAt: new Date(at.getTime() - 3_600_000),
    endedAt: state === 'waiting' ? null : at,
  });
  const after = (state: Mail['state'], outcome: (typeof outcomes)[number] | 'nobody', giveUpMs = 7_200_000) =>
    mailAfter(mail(state), { outcome, at, chance: 0.5, giveUpMs });

  test.each(
    mailStates
      .filter((state) => state !== 'waiting')
      .flatMap((state) => [...outcomes, 'nobody' as const].map((outcome) => [state, outcome] as const)),
  )('one that is %s stays so, whatever comes back (%s)', (state, outcome) => {
    expect(after(state, outcome)).toBeUndefined();
  });

  test.each([
    ['accepted', 'sent', 'sent'],
    ['refused', 'refused', 'refused'],
    ['nobody', 'dropped', 'dropped'],
    ['deferred', 'waiting', 'expired'],
    ['server-trouble', 'waiting', 'expired'],
  ] as const)('%s: %s, and %s after its time', (outcome, young, old) => {
    expect(after('waiting', outcome)?.state).toBe(young);
    expect(after('waiting', outcome, 3_600_000)?.state).toBe(old);
    for (const giveUpMs of [7_200_000, 3_600_000]) {
      const next = after('waiting', outcome, giveUpMs);
      expect(next?.nextAttemptAt === null).toBe(next?.state !== 'waiting');
      expect(next?.endedAt === null).toBe(next?.state === 'waiting');
    }
  });

  test('waits double from a minute to an hour, spread by a quarter to either side', () => {
    expect([1, 2, 3, 7, 40].map((attempts) => waitMs(attempts, 0.5) / 60_000)).toEqual([1, 2, 4, 60, 60]);
    expect([waitMs(1, 0), waitMs(1, 1)]).toEqual([45_000, 75_000]);
  });
});

describe('what a server says', () => {
  const error = (facts: object) => Object.assign(new Error('said'), facts);
  test.each([
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 no' }, 'refused', true],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.7.1 relaying denied' }, 'server-trouble', false],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452, response: '452 4.2.2 full' }, 'deferred', false],
    [{ code: 'EENVELOPE', command: 'DATA', responseCode: 503, response: '503 order' }, 'deferred', false],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 spam' }, 'refused', false],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, response: '550 sender' }, 'server-trouble', false],
    [{ code: 'ECONNECTION', command: 'DATA', responseCode: 421, response: '421 closing' }, 'server-trouble', false],
    [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 no' }, 'server-trouble', false],
    [{ code: 'ETLS', command: 'STARTTLS' }, 'server-trouble', false],
    [{}, 'server-trouble', false],
  ] as const)('%j: %s', (facts, outcome, isRecipientUnknown) => {
    expect(saidBy(error(facts))).toMatchObject({ outcome, isRecipientUnknown });
  });
});
