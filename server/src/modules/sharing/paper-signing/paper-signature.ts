import type { PaperSignature, PaperSigner } from '@karez/contract/sharing/paper-signature-schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { ApplicationRecord } from '../application-store.ts';

export type PaperAct = PaperSignature['act'];
export type PaperState = PaperSignature['state'];

/** One sheet that a head signed on paper, as the rules see it. */
export type PaperSignatureRecord = {
  readonly id: string;
  readonly applicationId: string;
  readonly organisationId: string;
  readonly act: PaperAct;
  readonly state: PaperState;
  /** SM3 of the text that the sheet bears, hexadecimal. */
  readonly sheetDigest: string;
  readonly docNo: string;
  readonly signedOn: string;
  readonly signerRole: PaperSigner;
  readonly opinion: string;
  readonly overMissing: string | null;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly scanDigest: string;
  readonly reference: string;
  readonly sealedKey: Buffer | null;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly openedBy: readonly string[];
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
};

/** What becomes of a sheet that was entered. Every other state is an end; nothing of a sheet that has ended is ever used but a confirmed one. */
export const paperEvents = { confirm: 'confirmed', return: 'returned', withdraw: 'withdrawn', overtake: 'overtaken' } as const;
export type PaperEvent = keyof typeof paperEvents;

/** The sheet after an event; its scan's key goes with every end but confirmation, and the scan with it. */
export function afterPaperEvent(
  paper: PaperSignatureRecord,
  event: PaperEvent,
  ended: { readonly by: string | null; readonly at: Date; readonly reason: string | null },
): PaperSignatureRecord | Refusal {
  if (paper.state !== 'entered') return refuse('sharing.paper-signature.not-open', { state: paper.state });
  const kept = event === 'confirm' ? paper.sealedKey : null;
  return { ...paper, state: paperEvents[event], sealedKey: kept, endedBy: ended.by, endedAt: ended.at, reason: ended.reason };
}

export type PaperSide = PaperSignature['side'];

/** Which signature is due in a state, and on which side; undefined where none is. */
export function dueOnPaper({ state }: Pick<ApplicationRecord, 'state'>): { act: PaperAct; side: PaperSide } | undefined {
  if (state === 'awaiting-consent-out') return { act: 'consent-out', side: 'requester' };
  if (state === 'awaiting-supplement-consent') return { act: 'consent-supplement', side: 'requester' };
  return state === 'awaiting-consent-in' ? { act: 'consent-in', side: 'provider' } : undefined;
}

export const sideOf = (act: PaperAct): PaperSide => (act === 'consent-in' ? 'provider' : 'requester');

/** How the machine-readable code of a sheet begins. */
const sheetCodeStart = 'karez:sheet:';
const SHORT_DIGITS = 16;

/** The code in the square: the whole digest. */
export const sheetCodeOf = (digest: string): string => `${sheetCodeStart}${digest}`;

/** The code as a person reads and types it: the digest's first 64 bits in four groups. It tells versions apart; it keeps nobody out. */
export function checkCodeOf(digest: string): string {
  return digest.slice(0, SHORT_DIGITS).toUpperCase().match(/.{4}/gu)?.join('-') ?? '';
}

/** Whether what was typed, or read by a scanner, is the code of a sheet with that text. Width, case, blanks and dashes do not matter. */
export function isCodeOf(digest: string, typed: string): boolean {
  const said = typed.normalize('NFKC').trim().toLowerCase();
  const digits = (said.startsWith(sheetCodeStart) ? said.slice(sheetCodeStart.length) : said).replaceAll(/[\s\p{Pd}]/gu, '');
  return digits === digest || digits === digest.slice(0, SHORT_DIGITS);
}

/** What a signature on paper leaves in the agreement, the record and the history. */
export type OnPaper = {
  readonly paperId: string;
  readonly docNo: string;
  readonly signedOn: string;
  readonly signerRole: PaperSigner;
  readonly sheetDigest: string;
  readonly scanDigest: string;
  /** Digest of what the sheet says besides the terms of an agreement; null for every other sheet. */
  readonly besideDigest: string | null;
};

/** Name of the act in evidence by which a signature on paper counts. */
export const paperAction = 'sharing.confirm-paper-signature';

/** What the record of the signature says besides its digest: that it was on paper, on whose side, and digests of sheet and scan; no number, no name. */
export function paperFacts({ paperId, sheetDigest, scanDigest, besideDigest }: OnPaper, side: PaperSide): Record<string, string> {
  const beside = besideDigest === null ? {} : { beside: besideDigest };
  return { method: 'paper', side, paper: paperId, sheet: sheetDigest, scan: scanDigest, ...beside };
}

/** What the signature itself names. */
export function paperOf({ docNo, signedOn, scanDigest }: OnPaper) {
  return { docNo, signedOn, scanDigest };
}
