import { canonicalJson } from '@karez/kit/canonical-json';
import { sm3 } from '@karez/kit/crypto/sm3';
import type { Finding, Note, Verification } from './findings.ts';
import { isMembers, membersOf } from './lines.ts';
import { readReceipt, receiptText, verifyReceipt, type Receipt } from './receipt.ts';
import type { VerifyOptions } from './verify-export.ts';

/** One signature on a paper: the exact text that was signed, and the receipt of the record that says so with the text's digest. */
export type SignedText = { readonly by: string; readonly text: string; readonly receipt: Receipt };

/** What a paper carries in itself so that whoever holds it can check it without the platform. */
export type PaperEvidence = { readonly paper: string; readonly no: string; readonly signed: readonly SignedText[] };

/** Name under which the evidence is attached to a printable paper. */
export const paperEvidenceFile = 'karez-paper.json';
/** How a file of paper evidence begins. */
export const paperStart = '{"karez":"paper"';

/** The evidence as a file: one line of canonical JSON. */
export function paperText({ paper, no, signed }: PaperEvidence): string {
  const texts = signed.map(({ by, text, receipt }) => ({ by, text, receipt: receiptText(receipt) }));
  return `${paperStart},${canonicalJson({ no, paper, signed: texts, v: 1 }).slice(1)}`;
}

/** Reads the evidence of a paper; undefined where the text is none. */
export function readPaper(text: string): PaperEvidence | undefined {
  const members = membersOf(text);
  if (members?.['karez'] !== 'paper' || members['v'] !== 1) return undefined;
  const { paper, no, signed } = members;
  if (typeof paper !== 'string' || typeof no !== 'string' || !Array.isArray(signed) || signed.length === 0) return undefined;
  const texts = signed.map(signedOf).filter((one) => one !== undefined);
  return texts.length === signed.length ? { paper, no, signed: texts } : undefined;
}

function signedOf(value: unknown): SignedText | undefined {
  if (!isMembers(value)) return undefined;
  const { by, text, receipt } = value;
  const read = typeof receipt === 'string' ? readReceipt(receipt) : undefined;
  return typeof by === 'string' && typeof text === 'string' && read ? { by, text, receipt: read } : undefined;
}

/**
 * Verifies a paper: each receipt, that each signed text has the digest which its record bears, and that the signatures stand
 * under one and the same case.
 */
export function verifyPaper({ signed }: PaperEvidence, options: VerifyOptions = {}): Verification {
  const verified = signed.map(({ receipt }) => verifyReceipt(receipt, options));
  const findings: Finding[] = [
    ...verified.flatMap((one) => one.findings),
    ...signed.flatMap(({ by, text, receipt }): Finding[] =>
      signedDigest(receipt) === sm3(Buffer.from(text, 'utf8')).toString('hex') ? [] : [{ kind: 'signed-text-differs', by }],
    ),
    ...(new Set(signed.map(({ receipt }) => caseOf(receipt))).size === 1 ? [] : [{ kind: 'signed-apart' } as const]),
  ];
  const newest = verified.toSorted((one, other) => (other.head?.size ?? 0) - (one.head?.size ?? 0))[0];
  if (!newest) throw new Error('a paper without signatures was read');
  return { ...newest, form: 'paper', intact: findings.length === 0, records: signed.length, findings, notes: notesOf(verified) };
}

/** What is noted of one receipt is noted of the others too: each note is said once. */
function notesOf(verified: readonly Verification[]): Note[] {
  const notes = new Map(verified.flatMap((one) => one.notes).map((note) => [JSON.stringify(note), note]));
  return [...notes.values()];
}

function signedDigest({ record }: Receipt): unknown {
  const facts = membersOf(record)?.['facts'];
  return isMembers(facts) ? facts['digest'] : undefined;
}

function caseOf({ record }: Receipt): string {
  const object = membersOf(record)?.['object'];
  return isMembers(object) ? `${String(object['kind'])} ${String(object['id'])}` : '';
}
