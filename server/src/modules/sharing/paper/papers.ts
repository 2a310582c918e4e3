import type { sharingPapers } from '@karez/contract/sharing/paper';
import type { Application } from '@karez/contract/sharing/schemas';
import type { Words } from '@karez/contract/wording';
import { dayIn } from '@karez/kit/clock';

export type PaperName = (typeof sharingPapers)[number];

/** What a paper is written from: the application as its reader sees it. */
export type PaperCase = {
  readonly application: Application;
  /** Organisation of the reader; null for whoever belongs to none. */
  readonly readerOrgId: string | null;
  /** Chinese: the language of record. */
  readonly words: Words;
  readonly zone: string;
  /** What the codes and ids that the application names are called. */
  readonly called: { readonly regions: readonly string[]; readonly system: string };
};

/** The papers that there are of an application in its present state. */
export function hasPaper({ state, agreement, reply, decidedAt, allowed }: Application, paper: PaperName): boolean {
  const isThere: Readonly<Record<PaperName, boolean>> = {
    agreement: agreement !== null,
    'approval-form': state !== 'draft',
    reply: reply !== null && decidedAt !== null,
    'signing-sheet': allowed['print-sheet']?.allowed === true,
  };
  return isThere[paper];
}

/** The day of an instant as a paper writes it; empty where there is none. */
export function dayOf({ zone }: PaperCase, instant: string | null): string {
  return instant === null ? '' : dayIn(zone, new Date(instant));
}

/** Words of a paper by the last part of their key. */
export const said = ({ words }: PaperCase, key: string, params?: Parameters<Words['text']>[1]): string =>
  words.text(`sharing.paper.${key}`, params);
