import { canonicalJson } from '@karez/kit/canonical-json';
import { isSm2PublicKey, sm2Verifier } from '@karez/kit/crypto/sm2';
import { sm3 } from '@karez/kit/crypto/sm3';
import type { Finding, Note, Verification } from './findings.ts';
import { isMembers, membersOf } from './lines.ts';
import { readReceipt, receiptText, verifyReceipt, type Receipt } from './receipt.ts';
import type { VerifyOptions } from './verify-export.ts';

/** Who signs a paper, and the acts by which each does: the two sides of an agreement, the two hands of a certificate of disposal. */
const signingActs = {
  requester: ['sharing.consent-out', 'sharing.consent-supplement', 'sharing.confirm-paper-signature'],
  provider: ['sharing.consent-in', 'sharing.confirm-paper-signature'],
  reporter: ['sharing.report-disposal'],
  signer: ['sharing.sign-disposal'],
} as const;
/** The act by which a department has signed on paper: its second officer confirmed the sheet. Its record names the side, and digests of sheet and scan. */
const paperAct = 'sharing.confirm-paper-signature';
/** The hands of a certificate; both must be there, under one text. */
const hands: readonly PaperSide[] = ['reporter', 'signer'];
export type PaperSide = keyof typeof signingActs;

/** One signature on a paper: the exact text that was signed, and the receipt of the record that bears the text's digest. */
export type SignedText = { readonly side: PaperSide; readonly text: string; readonly receipt: Receipt };

/** A signature by a unit's own SM2 key over the terms: the record of signing names key and signature, the record of confirming the key's unit. */
export type KeySignature = { readonly side: 'requester' | 'provider'; readonly receipt: Receipt; readonly keyReceipt: Receipt };

/** What a paper carries in itself so that whoever holds it can check it without the platform. `byKey` is absent where no unit signed by its own key. */
export type PaperEvidence = { readonly signed: readonly SignedText[]; readonly byKey?: readonly KeySignature[] };

/** Name under which the evidence is attached to a printed paper. */
export const paperEvidenceFile = 'karez-paper.json';
/** How a file of paper evidence begins. */
export const paperStart = '{"karez":"paper"';

/** The evidence as a file: one line of canonical JSON. */
export function paperText({ signed, byKey = [] }: PaperEvidence): string {
  const texts = signed.map(({ side, text, receipt }) => ({ side, text, receipt: receiptText(receipt) }));
  const keys = byKey.map(({ side, receipt, keyReceipt }) => ({ side, receipt: receiptText(receipt), keyReceipt: receiptText(keyReceipt) }));
  const members = { signed: texts, v: 1, ...(keys.length > 0 ? { byKey: keys } : {}) };
  return `${paperStart},${canonicalJson(members).slice(1)}`;
}

/** Reads the evidence of a paper; undefined where the text is none. At most one signature of each side. */
export function readPaper(text: string): PaperEvidence | undefined {
  const members = membersOf(text);
  if (members?.['karez'] !== 'paper' || members['v'] !== 1) return undefined;
  const signed = oneOfEachSide(members['signed'], signedOf);
  const byKey = oneOfEachSide(members['byKey'] ?? [], keySignatureOf);
  if (!signed || signed.length === 0 || !byKey) return undefined;
  return byKey.length > 0 ? { signed, byKey } : { signed };
}

/** All members of a list where every one could be read and none is of the same side as another. */
function oneOfEachSide<Of extends { readonly side: string }>(list: unknown, read: (value: unknown) => Of | undefined): Of[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = list.map(read).filter((one) => one !== undefined);
  return found.length === list.length && new Set(found.map(({ side }) => side)).size === list.length ? found : undefined;
}

function keySignatureOf(value: unknown): KeySignature | undefined {
  if (!isMembers(value)) return undefined;
  const { side, receipt, keyReceipt } = value;
  const read = typeof receipt === 'string' ? readReceipt(receipt) : undefined;
  const keyRead = typeof keyReceipt === 'string' ? readReceipt(keyReceipt) : undefined;
  return (side === 'requester' || side === 'provider') && read && keyRead ? { side, receipt: read, keyReceipt: keyRead } : undefined;
}

function signedOf(value: unknown): SignedText | undefined {
  if (!isMembers(value)) return undefined;
  const { side, text, receipt } = value;
  const read = typeof receipt === 'string' ? readReceipt(receipt) : undefined;
  return isSide(side) && typeof text === 'string' && membersOf(text) && read ? { side, text, receipt: read } : undefined;
}

const isSide = (name: unknown): name is PaperSide => Object.keys(signingActs).some((side) => side === name);
/** Whether it is a certificate: its hands sign one text, where the sides of an agreement sign two. */
const isCertificate = (signed: readonly SignedText[]): boolean => signed.some(({ side }) => hands.includes(side));

/**
 * Verifies an agreement: each receipt; that each signed text has the digest which its record bears; that the record is of an act
 * by which this side signs; and that both signed in one case. The provider's signature must be there, for its text are the terms. Of a certificate of
 * disposal both hands must have signed the same text.
 */
export function verifyPaper({ signed, byKey = [] }: PaperEvidence, options: VerifyOptions = {}): Verification {
  const receipts = [...signed.map(({ receipt }) => receipt), ...byKey.flatMap(({ receipt, keyReceipt }) => [receipt, keyReceipt])];
  const verified = receipts.map((receipt) => verifyReceipt(receipt, options));
  const findings = [
    ...verified.flatMap((one) => one.findings),
    ...signed.flatMap(signatureFindings),
    ...byKey.flatMap((one) => keyFindings(one, signed)),
    ...(isCertificate(signed) ? handFindings(signed) : caseFindings(signed)),
  ];
  const newest = verified.toSorted((one, other) => (other.head?.size ?? 0) - (one.head?.size ?? 0))[0];
  if (!newest) throw new Error('a paper without signatures was read');
  const notes: Note[] = [...notesOf(verified), { kind: 'page-unbound' }];
  if (!isCertificate(signed) && !signed.some(({ side }) => side === 'requester')) notes.push({ kind: 'one-side-only' });
  const about = {
    form: 'paper',
    intact: findings.length === 0,
    records: receipts.length,
    signed: signed.map(signatureOf),
    ...(byKey.length > 0 ? { byKey: byKey.map(keyOf) } : {}),
  } as const;
  return { ...newest, ...about, findings, notes };
}

const digestOf = (text: string): string => sm3(Buffer.from(text, 'utf8')).toString('hex');

type Members = Readonly<Record<string, unknown>>;

/** A receipt's record, with the members that are asked for. */
function recordIn(receipt: Receipt): { readonly record: Members; readonly facts: Members; readonly org: string } {
  const record = membersOf(receipt.record) ?? {};
  const actor = isMembers(record['actor']) ? record['actor'] : {};
  const facts = isMembers(record['facts']) ? record['facts'] : {};
  return { record, facts, org: String(actor['org']) };
}

/** Whose key signed when, as the records say. */
function keyOf({ side, receipt }: KeySignature): NonNullable<Verification['byKey']>[number] {
  const { record, facts } = recordIn(receipt);
  return { side, at: String(record['at']), publicKey: String(facts['publicKey']) };
}

/**
 * Of a signature by a unit's key: that it verifies over the provider's text, the terms; that it was recorded for this side of this case; that the authority
 * had confirmed the key for the unit that signed, before that; and that the unit is the one of this side.
 */
function keyFindings(one: KeySignature, signed: readonly SignedText[]): Finding[] {
  const { side, receipt, keyReceipt } = one;
  const signing = recordIn(receipt);
  const isRight = isOver(one, signed.find((text) => text.side === 'provider')?.text);
  return isRight && isOfSide(one, signed) && isOfUnit(signing, recordIn(keyReceipt)) ? [] : [{ kind: 'key-signature', side }];
}

/** What the key of a unit signs: this agreement, in this case, for this side, by the digest of its terms; it stands for no other. */
export function agreementSignatureText(of: { agreement: string; application: string; side: string; digest: string }): string {
  return canonicalJson({ ...of, karez: 'agreement-signature', v: 1 });
}

/** Whether the key signed these terms, for this side of this case. */
function isOver({ side, receipt }: KeySignature, terms: string | undefined): boolean {
  const { publicKey, signature, agreement } = recordIn(receipt).facts;
  if (terms === undefined || typeof publicKey !== 'string' || !isSm2PublicKey(publicKey)) return false;
  const text = agreementSignatureText({ agreement: String(agreement), application: objectOf(receipt), side, digest: digestOf(terms) });
  return sm2Verifier(publicKey)(Buffer.from(text, 'utf8'), Buffer.from(String(signature), 'hex'));
}

/** Whether it was recorded for this side of this case, by the department that signed for it. */
function isOfSide({ side, receipt }: KeySignature, signed: readonly SignedText[]): boolean {
  const { record, facts, org } = recordIn(receipt);
  const own = signed.find((text) => text.side === side);
  const isOwn = own === undefined || recordIn(own.receipt).org === org;
  const isCase = signed.every((text) => objectOf(text.receipt) === objectOf(receipt));
  return record['action'] === 'sharing.sign-with-unit-key' && facts['side'] === side && isOwn && isCase;
}

/** Whether the authority had confirmed this key for the department that signed, before it did. */
function isOfUnit(signing: ReturnType<typeof recordIn>, { record, facts }: ReturnType<typeof recordIn>): boolean {
  const isKey = record['action'] === 'sharing.confirm-unit-key' && facts['publicKey'] === signing.facts['publicKey'];
  const isBefore = Date.parse(String(record['at'])) <= Date.parse(String(signing.record['at']));
  return isKey && facts['organisationId'] === signing.org && isBefore;
}

/** Who signed when, as the record says. */
function signatureOf({ side, text, receipt }: SignedText): NonNullable<Verification['signed']>[number] {
  const record = membersOf(receipt.record) ?? {};
  const actor = isMembers(record['actor']) ? record['actor'] : {};
  const facts = isMembers(record['facts']) ? record['facts'] : {};
  const signed = { side, organisation: String(actor['org']), at: String(record['at']), text };
  return record['action'] === paperAct ? { ...signed, scan: String(facts['scan']) } : signed;
}

function signatureFindings({ side, text, receipt }: SignedText): Finding[] {
  const record = membersOf(receipt.record) ?? {};
  const facts = isMembers(record['facts']) ? record['facts'] : {};
  const acts: readonly unknown[] = signingActs[side];
  return [
    ...(facts['digest'] === digestOf(text) ? [] : [{ kind: 'signed-text-differs', side } as const]),
    ...(acts.includes(record['action']) ? [] : [{ kind: 'signed-otherwise', side } as const]),
    ...(record['action'] === paperAct ? sheetFindings({ side, text, facts }) : []),
  ];
}

/**
 * Of a signature on paper: that the record is of this side, and that the sheet bore this text. A requester's sheet was printed before the application had
 * its number; a provider's bore the terms and, by its digest, what was decided besides them.
 */
function sheetFindings({ side, text, facts }: { side: PaperSide; text: string; facts: Readonly<Record<string, unknown>> }): Finding[] {
  const withoutNumber = canonicalJson({ ...membersOf(text), no: null });
  const withBeside = canonicalJson({ terms: digestOf(text), beside: String(facts['beside']) });
  const sheets = (side === 'provider' ? [withBeside] : [text, withoutNumber]).map(digestOf);
  return [
    ...(facts['side'] === side ? [] : [{ kind: 'signed-otherwise', side } as const]),
    ...(sheets.some((digest) => digest === facts['sheet']) ? [] : [{ kind: 'sheet-differs', side } as const]),
  ];
}

/** Both hands, two records of one disposal, and one text that names it: nobody's report stands under another's signature. */
function handFindings(signed: readonly SignedText[]): Finding[] {
  const missing = hands.filter((hand) => !signed.some(({ side }) => side === hand));
  const records = new Set(signed.map(({ receipt }) => String(membersOf(receipt.record)?.['id'])));
  const cases = new Set(signed.flatMap(({ text, receipt }) => [String(membersOf(text)?.['disposal']), objectOf(receipt)]));
  const texts = new Set(signed.map(({ text }) => text));
  const isOne = signed.length === hands.length && records.size === hands.length && cases.size === 1 && texts.size === 1;
  return [
    ...missing.map((side) => ({ kind: 'signature-missing', side }) as const),
    ...(missing.length > 0 || isOne ? [] : [{ kind: 'signed-apart' } as const]),
  ];
}

/** The case that a receipt's record is of. */
function objectOf(receipt: Receipt): string {
  const object = membersOf(receipt.record)?.['object'];
  return isMembers(object) ? String(object['id']) : '';
}

/** The case that every record is of, and the one that the requester's text names; and the entry that both texts are about. */
function caseFindings(signed: readonly SignedText[]): Finding[] {
  const textOf = (side: PaperSide) => membersOf(signed.find((one) => one.side === side)?.text ?? '');
  const [asked, terms] = [textOf('requester'), textOf('provider')];
  const records = new Set(signed.map(({ receipt }) => String(membersOf(receipt.record)?.['id'])));
  const cases = new Set([...signed.map(({ receipt }) => objectOf(receipt)), ...(asked ? [String(asked['application'])] : [])]);
  const entries = new Set([...(asked ? [asked['entry']] : []), ...(terms ? [terms['entryCode']] : [])]);
  const isOneCase = cases.size === 1 && entries.size === 1 && records.size === signed.length;
  return [
    ...(terms ? [] : [{ kind: 'signature-missing', side: 'provider' } as const]),
    ...(isOneCase ? [] : [{ kind: 'signed-apart' } as const]),
  ];
}

/** What is noted of one receipt is noted of the others too: each note is said once. */
function notesOf(verified: readonly Verification[]): Note[] {
  const notes = new Map(verified.flatMap((one) => one.notes).map((note) => [JSON.stringify(note), note]));
  return [...notes.values()];
}
