import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { PaperSigner } from '@karez/contract/sharing/paper-signature-schemas';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import type { ApplicationRecord } from '../application-store.ts';
import { departmentOn, mayEnterPaper } from './paper-policy.ts';
import { enteredPaperOf, insertPaper } from './paper-signature-store.ts';
import { isCodeOf, type PaperSignatureRecord } from './paper-signature.ts';
import { askSecondOfficer, isPaperAllowed, lockCase, notePaper, type PaperCommand, type PaperDone, type PaperNeeds } from './paper-step.ts';
import { fitScan, personalOf, sealScan, type UploadedScan } from './sealed-scan.ts';
import { sheetTextOf } from './sheet-text.ts';

type EnteringNeeds = PaperNeeds & Pick<Needs, 'files' | 'keys'>;
export type EnterPaper = PaperCommand & {
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly sheetCode: string;
  readonly docNo: string;
  readonly signedOn: string;
  readonly signerRole: PaperSigner;
  readonly opinion: string;
  readonly overMissing?: string | undefined;
  readonly file: UploadedScan | undefined;
};

/**
 * An officer enters a sheet that the head has signed on paper (design.md §8): the scan, and the code that the sheet bears, which must be that of the
 * text that would be signed now. Nothing is signed yet: a second officer confirms it.
 */
export async function enterPaper(needs: EnteringNeeds, command: EnterPaper): Promise<PaperDone | Refusal> {
  const fit = fitScan(command.file, command.secrecyDeclaration);
  if (isRefusal(fit)) return fit;
  const { docNo, opinion, overMissing = '' } = command;
  const personal = personalOf({ docNo, opinion, overMissing });
  if (personal) return personal;
  return needs.database.transaction(async (tx) => {
    const found = await lockCase(tx, needs, command);
    if (isRefusal(found)) return found;
    const { application, today, entry } = found;
    const waiting = await enteredPaperOf(tx, application.id);
    const isAllowed = await isPaperAllowed(tx, application, today);
    const permitted = mayEnterPaper(command.actor, { application, waiting, isAllowed });
    if (isRefusal(permitted)) return permitted;
    const text = await sheetTextOf(tx, application, entry);
    if (text === undefined) throw new Error(`application ${application.id} awaits no signature`);
    if (isRefusal(text)) return text;
    if (!isCodeOf(text.digest, command.sheetCode)) return refuse('sharing.paper-signature.other-text');
    const fault = faultOfDay(command.signedOn, { application, today, zone: needs.config.KAREZ_TIME_ZONE });
    if (fault) return fault;
    const [id, at] = [needs.newId(), needs.clock.now()];
    const scan = await sealScan(needs, { kind: 'paper-signature', id, ...fit });
    const paper: PaperSignatureRecord = {
      ...ended,
      ...scan,
      id,
      applicationId: application.id,
      organisationId: departmentOn(text.side, application),
      act: text.act,
      state: 'entered',
      sheetDigest: text.digest,
      docNo,
      signedOn: command.signedOn,
      signerRole: command.signerRole,
      opinion,
      overMissing: command.overMissing ?? null,
      enteredBy: command.actor.id,
      enteredAt: at,
    };
    await insertPaper(tx, paper);
    const role = text.side === 'requester' ? 'APPLICANT' : 'PROVIDER_HANDLER';
    const noting = { ...command, action: 'sharing.enter-paper-signature', word: 'paper-entered' as const, role, words: docNo, at };
    await notePaper(tx, { application, paper }, noting);
    await askSecondOfficer(tx, { application, paper }, { at, newId: needs.newId });
    await reached('sharing.enter-paper-signature.before-commit');
    return { applicationId: application.id };
  });
}

const ended = { openedBy: [], endedBy: null, endedAt: null, reason: null } as const;

/** A head signs after there is something to sign, and not tomorrow. */
function faultOfDay(
  signedOn: string,
  { application, today, zone }: { readonly application: ApplicationRecord; readonly today: string; readonly zone: string },
): Refusal | undefined {
  const from = dayIn(zone, application.createdAt);
  if (signedOn >= from && signedOn <= today) return undefined;
  const place = { path: '/body/signedOn', code: 'sharing.paper-day', params: { from, today } };
  return refuse('sharing.paper-signature.day', { from, today }, [place]);
}
