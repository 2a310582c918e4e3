import type { MailboxState, MailPace, NoticeGroup } from '@karez/contract/desk/mail';
import type { Language } from '@karez/contract/wording';

import type { DeskTables } from '../desk-tables.ts';
import type { MailKind, MailState, Outcome } from './mail.ts';

/** The tables of mail, as its stores see them. */
export type MailTables = Pick<DeskTables, 'desk.notice'> & {
  'desk.mailbox': {
    person_id: string;
    state: MailboxState;
    language: Language;
    sealed_address: Buffer | null;
    sealed_pending: Buffer | null;
    sealed_code: Buffer | null;
    code_expires_at: Date | null;
    code_tries: number;
    codes_on: string | null;
    codes_count: number;
    changed_at: Date;
  };
  'desk.mail': {
    id: string;
    kind: MailKind;
    person_id: string;
    state: MailState;
    attempts: number;
    next_attempt_at: Date | null;
    held_until: Date | null;
    placed_at: Date;
    ended_at: Date | null;
  };
  'desk.mail_choice': { person_id: string; notice_group: NoticeGroup; pace: MailPace; chosen_at: Date };
  'desk.digest_line': { notice_id: string; person_id: string };
  'desk.digest': { person_id: string; on_day: string; mail_id: string | null };
  'desk.notice_read': DeskTables['desk.notice_read'];
  'desk.mail_line': { notice_id: string; person_id: string; mail_id: string };
  'desk.mail_attempt': {
    id: string;
    mail_id: string;
    at: Date;
    outcome: Outcome;
    reply_code: number | null;
    trouble: string | null;
    duration_ms: number;
  };
};
