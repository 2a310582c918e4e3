import type { PowerId } from '@karez/contract/identity/roles';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isAmong } from '@karez/policy/hand';
import { mayUse, type Actor } from '#modules/identity';
import { requesterHands } from '../application-policy.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { dueOnPaper, sideOf, type PaperSide, type PaperSignatureRecord } from './paper-signature.ts';

/** Who of a side enters a sheet, and who may be the second officer that confirms it. */
const officers = {
  requester: { enter: ['sharing.apply'], confirm: ['sharing.apply', 'sharing.consent-out'] },
  provider: { enter: ['sharing.handle'], confirm: ['sharing.handle', 'sharing.consent-in'] },
} as const satisfies Record<PaperSide, Readonly<Record<'enter' | 'confirm', readonly PowerId[]>>>;

/** The department of a side. */
export function departmentOn(side: PaperSide, application: ApplicationRecord): string {
  return side === 'requester' ? application.requesterOrgId : application.providerOrgId;
}

const holdsAny = (actor: Actor, powers: readonly PowerId[], orgId: string): boolean =>
  powers.some((power) => mayUse(actor, power, { orgId }) === true);

/** Whether the reader belongs to the department whose head signs, and may work on its cases. */
function isOfSide(
  actor: Actor,
  application: ApplicationRecord,
  { side, doing }: { readonly side: PaperSide; readonly doing: 'enter' | 'confirm' },
): true | Refusal {
  return holdsAny(actor, officers[side][doing], departmentOn(side, application)) || refuse('sharing.application.not-own');
}

/** What the rules look at besides the application. */
export type PaperStanding = {
  readonly application: ApplicationRecord;
  /** The sheet that waits for its confirmation. */
  readonly waiting: PaperSignatureRecord | undefined;
  /** Whether the authority lets the department sign on paper today. */
  readonly isAllowed: boolean;
};

/** Whether the actor may print a sheet now: somebody of the department whose signature is due, where the authority allows paper. */
export function mayPrintSheet(actor: Actor, { application, isAllowed }: Omit<PaperStanding, 'waiting'>): true | Refusal {
  const due = dueOnPaper(application);
  if (!due) return refuse('sharing.application.illegal-transition', { state: application.state, event: 'print-sheet' });
  const own = isOfSide(actor, application, { side: due.side, doing: 'confirm' });
  if (isRefusal(own)) return own;
  return isAllowed || refuse('sharing.paper-signature.not-allowed');
}

/** Whether the actor may enter a signed sheet now. */
export function mayEnterPaper(actor: Actor, standing: PaperStanding): true | Refusal {
  const { application, waiting, isAllowed } = standing;
  const due = dueOnPaper(application);
  const side = due?.side ?? (actor.orgId === application.providerOrgId ? 'provider' : 'requester');
  const own = isOfSide(actor, application, { side, doing: 'enter' });
  if (isRefusal(own)) return own;
  if (!due) return refuse('sharing.application.illegal-transition', { state: application.state, event: 'enter-paper' });
  // One person may hold posts on both sides: nobody works on the answer to an application of their own hand.
  const others = side === 'provider' ? requesterHands(application) : [application.preparedBy];
  if (isAmong(actor, others, application.standIns)) return refuse('sharing.application.own-work');
  if (!isAllowed) return refuse('sharing.paper-signature.not-allowed');
  return waiting === undefined || refuse('sharing.paper-signature.under-way');
}

/** Whose work is signed: they are no second officer, as they could not sign in person either. */
function handsBefore({ act }: PaperSignatureRecord, application: ApplicationRecord): readonly (string | null)[] {
  const { preparedBy, submittedBy, proposedBy } = application;
  return sideOf(act) === 'requester' ? [preparedBy, submittedBy] : [preparedBy, proposedBy, ...requesterHands(application)];
}

/** Whether the actor may be the second officer of a sheet: of the same department, neither who entered it nor whose work is signed. */
export function mayJudgePaper(actor: Actor, paper: PaperSignatureRecord, application: ApplicationRecord): true | Refusal {
  const { standIns } = application;
  const own = isOfSide(actor, application, { side: sideOf(paper.act), doing: 'confirm' });
  if (isRefusal(own)) return own;
  if (paper.state !== 'entered') return refuse('sharing.paper-signature.not-open', { state: paper.state });
  if (isAmong(actor, [paper.enteredBy], standIns)) return refuse('sharing.paper-signature.same-officer');
  return isAmong(actor, handsBefore(paper, application), standIns) ? refuse('sharing.application.own-work') : true;
}

/** Whether the actor may confirm it now: also the authority's permission is in force, and the actor has opened the scan. */
export function mayConfirmPaper(actor: Actor, paper: PaperSignatureRecord, standing: Omit<PaperStanding, 'waiting'>): true | Refusal {
  const permitted = mayJudgePaper(actor, paper, standing.application);
  if (isRefusal(permitted)) return permitted;
  if (!standing.isAllowed) return refuse('sharing.paper-signature.not-allowed');
  return paper.openedBy.includes(actor.id) || refuse('sharing.paper-signature.not-opened');
}

/** Whether the actor may take it back: whoever may enter one. */
export function mayWithdrawPaper(actor: Actor, paper: PaperSignatureRecord, application: ApplicationRecord): true | Refusal {
  const own = isOfSide(actor, application, { side: sideOf(paper.act), doing: 'enter' });
  if (isRefusal(own)) return own;
  return paper.state === 'entered' || refuse('sharing.paper-signature.not-open', { state: paper.state });
}

/** Whether the reader, who may see the application, may see a sheet: its own department always, others once it counts. */
export function maySeePaper(actor: Actor, { organisationId, state }: PaperSignatureRecord): boolean {
  return actor.orgId === organisationId || state === 'confirmed';
}
