import { actedBy } from '#platform/caller';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { Download } from '@karez/contract/route';
import { sm3 } from '@karez/kit/crypto/sm3';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { agreementSignatureText } from '@karez/policy/evidence/paper';
import { recordEvidence } from '#modules/audit/append';
import { confirmSecondFactor, mayUse, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { agreementOf } from '../agreement-store.ts';
import type { Agreement } from '../agreement.ts';
import { maySee, requesterHands } from '../application-policy.ts';
import { findApplication, type ApplicationRecord } from '../application-store.ts';
import { openScan, sealScan, type UploadedScan } from '../paper-signing/sealed-scan.ts';
import { fitCopy } from './fit-copy.ts';
import {
  insertKeySignature,
  insertStampedCopy,
  keyInForce,
  keySignaturesOf,
  lockAgreement,
  printedFilesOf,
  stampedCopiesOf,
  type KeySignatureRecord,
} from './stamp-store.ts';
import { STAMPED_COPIES_MAX, kindOf, printedWithin } from './stamped-copy.ts';
import { fingerprintOf, signatureOver } from './unit-key.ts';

type Case = { readonly application: ApplicationRecord; readonly agreement: Agreement };
type Command = { readonly actor: Actor; readonly applicationId: string; readonly origin: string };
type Marked = { readonly applicationId: string };

/** An application that the caller may read, with its agreement. */
async function agreedCase(reader: Reader, { actor, applicationId }: Pick<Command, 'actor' | 'applicationId'>): Promise<Case | Refusal> {
  const application = await findApplication(reader, applicationId);
  if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
  const agreement = await agreementOf(reader, applicationId);
  return agreement ? { application, agreement } : refuse('sharing.agreement.none');
}

/** The bytes that the key of the caller's unit signs. */
export async function agreementText(
  { database }: Pick<Needs, 'database'>,
  asked: Pick<Command, 'actor' | 'applicationId'>,
): Promise<Download | Refusal> {
  const found = await agreedCase(database.reader, asked);
  if (isRefusal(found)) return found;
  const side = signingSide(asked.actor, found.application);
  if (side === undefined) return refuse('sharing.key-signature.not-own');
  const content = Buffer.from(textFor(found, side), 'utf8');
  return { fileName: `${found.agreement.no}.json`, contentType: 'application/json', content };
}

function textFor({ application, agreement }: Case, side: 'requester' | 'provider'): string {
  return agreementSignatureText({ agreement: agreement.no, application: application.id, side, digest: agreement.digest });
}

/** The side on which the caller may sign as its unit's head; undefined where none. */
export function signingSide(actor: Actor, { requesterOrgId, providerOrgId }: ApplicationRecord): 'requester' | 'provider' | undefined {
  if (mayUse(actor, 'sharing.consent-out', { orgId: requesterOrgId }) === true) return 'requester';
  return mayUse(actor, 'sharing.consent-in', { orgId: providerOrgId }) === true ? 'provider' : undefined;
}

/** Whether somebody had a hand in the other side's case or signed by its key: one person signs for one side, from whichever post. */
export function isOtherHand(
  actor: Actor,
  side: 'requester' | 'provider',
  { application, signatures }: { readonly application: ApplicationRecord; readonly signatures: readonly KeySignatureRecord[] },
): boolean {
  const hands = side === 'provider' ? requesterHands(application) : providersHands(application);
  return hands.includes(actor.id) || signatures.some((one) => one.side !== side && one.signedBy === actor.id);
}

const providersHands = ({ proposedBy, preparedBy, signedInBy, providerHands }: ApplicationRecord) => [
  proposedBy,
  preparedBy,
  signedInBy,
  ...providerHands,
];

/** The side for which the caller may store what was sealed: whoever writes or signs its cases. */
export function storingSide(actor: Actor, application: ApplicationRecord): 'requester' | 'provider' | undefined {
  if (mayUse(actor, 'sharing.apply', { orgId: application.requesterOrgId }) === true) return 'requester';
  if (mayUse(actor, 'sharing.handle', { orgId: application.providerOrgId }) === true) return 'provider';
  return signingSide(actor, application);
}

export type SignWithKey = Command & { readonly signature: string; readonly code: string };

/** A side's head adds the signature of its unit's key in force over the agreement's terms: once, and never changed. */
export async function signWithKey(needs: Pick<Needs, 'database' | 'clock' | 'keys'>, command: SignWithKey): Promise<Marked | Refusal> {
  const { actor, applicationId, code } = command;
  const found = await agreedCase(needs.database.reader, command);
  if (isRefusal(found)) return found;
  const side = signingSide(actor, found.application);
  if (side === undefined) return refuse('sharing.key-signature.not-own');
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const { agreement } = found;
    await lockAgreement(tx, agreement.id);
    const signatures = await keySignaturesOf(tx, agreement.id);
    if (signatures.some((one) => one.side === side)) return refuse('sharing.key-signature.there');
    if (isOtherHand(actor, side, { ...found, signatures })) return refuse('sharing.key-signature.other-hand');
    const key = await keyInForce(tx, actor.orgId ?? '');
    if (!key) return refuse('sharing.key-signature.no-key');
    const signature = signatureOver(textFor(found, side), { publicKey: key.publicKey, signature: command.signature });
    if (signature === undefined)
      return refuse('sharing.key-signature.wrong', { fingerprint: fingerprintOf(key.publicKey) }, [
        { path: '/body/signature', code: 'sharing.unit-key-signature', params: {} },
      ]);
    const at = needs.clock.now();
    const facts = { side, agreement: agreement.no, digest: agreement.digest, publicKey: key.publicKey, signature };
    const evidenceId = await noteMark(tx, found, { ...command, action: 'sharing.sign-with-unit-key', at, facts });
    await insertKeySignature(tx, { agreementId: agreement.id, side, keyId: key.id, signature, by: actor.id, at, evidenceId });
    return { applicationId };
  });
}

export type StoreCopy = Command & { readonly secrecyDeclaration: SecrecyDeclaration; readonly file: UploadedScan | undefined };

/**
 * A side stores the agreement as it was sealed. By its bytes it is told whether it begins with a file that the platform printed and bears a signature that
 * covers all of it; the seal itself is not judged.
 */
export async function storeCopy(
  needs: Pick<Needs, 'database' | 'clock' | 'newId' | 'files' | 'keys'>,
  command: StoreCopy,
): Promise<Marked | Refusal> {
  const { actor, applicationId } = command;
  const found = await agreedCase(needs.database.reader, command);
  if (isRefusal(found)) return found;
  const side = storingSide(actor, found.application);
  if (side === undefined) return refuse('sharing.stamped-copy.not-own');
  const printed = command.file && printedWithin(command.file.bytes, await printedFilesOf(needs.database.reader, found.agreement.id));
  const fit = fitCopy(command.file, { declared: command.secrecyDeclaration, printed });
  if (isRefusal(fit)) return fit;
  return needs.database.transaction(async (tx) => {
    const { agreement } = found;
    await lockAgreement(tx, agreement.id);
    const own = (await stampedCopiesOf(tx, agreement.id)).filter((one) => one.side === side);
    if (own.length >= STAMPED_COPIES_MAX) return refuse('sharing.stamped-copy.count', { copiesMax: STAMPED_COPIES_MAX });
    const digest = sm3(fit.file.bytes).toString('hex');
    if (own.some(({ scanDigest }) => scanDigest === digest)) return refuse('sharing.stamped-copy.known');
    const at = needs.clock.now();
    const id = needs.newId();
    const scan = await sealScan(needs, { kind: 'stamped-copy', id, ...fit });
    const kind = kindOf(fit.file.bytes, { mediaType: fit.mediaType, printed });
    await insertStampedCopy(tx, { ...scan, id, agreementId: agreement.id, side, kind, storedBy: actor.id, storedAt: at });
    const facts = { side, kind, copy: scan.scanDigest, ...(printed ? { printed: printed.digest } : {}) };
    await noteMark(tx, found, { ...command, action: 'sharing.store-stamped-copy', at, facts });
    return { applicationId };
  });
}

/** A stored copy for a reader of the application; the opening is evidence, before its first byte leaves. */
export async function openCopy(
  needs: Pick<Needs, 'database' | 'clock' | 'files' | 'keys'>,
  command: Command & { readonly copyId: string },
): Promise<Download | Refusal> {
  const found = await agreedCase(needs.database.reader, command);
  if (isRefusal(found)) return found.code === 'sharing.agreement.none' ? refuse('sharing.stamped-copy.not-found') : found;
  const copy = (await stampedCopiesOf(needs.database.reader, found.agreement.id)).find(({ id }) => id === command.copyId);
  if (!copy) return refuse('sharing.stamped-copy.not-found');
  const content = await openScan(needs, { kind: 'stamped-copy', id: copy.id, reference: copy.reference, sealedKey: copy.sealedKey });
  const facts = { side: copy.side, copy: copy.scanDigest };
  await needs.database.transaction((tx) =>
    noteMark(tx, found, { ...command, action: 'sharing.open-stamped-copy', at: needs.clock.now(), facts }),
  );
  return { fileName: copy.fileName, contentType: copy.mediaType, content };
}

type Noted = Command & { readonly action: string; readonly at: Date; readonly facts: Readonly<Record<string, string>> };

async function noteMark(tx: Transaction, { application }: Case, { actor, origin, action, at, facts }: Noted): Promise<string> {
  const { id } = await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.application', id: application.id, revision: application.revision },
    origin,
    facts,
  });
  return id;
}
