import { acknowledgementStates } from '@karez/contract/catalog/acknowledgement';
import { adjustmentStates } from '@karez/contract/catalog/adjustment';
import { entryStates, revisionStates } from '@karez/contract/catalog/answers';
import { transferLineStates } from '@karez/contract/catalog/transfer';
import type { Refusal } from '@karez/kit/refusal';
import type { Actor, Organisation } from '#modules/identity';
import { mayAnswerObjection, mayRespond } from '../src/modules/catalog/acknowledgement/acknowledgement-policy.ts';
import * as adjusting from '../src/modules/catalog/adjustment/adjustment-policy.ts';
import type { Adjustment } from '../src/modules/catalog/adjustment/adjustment.ts';
import * as policy from '../src/modules/catalog/catalog-policy.ts';
import type { Assignment } from '../src/modules/catalog/claim/assignment.ts';
import { mayClaim } from '../src/modules/catalog/claim/claim-policy.ts';
import { entryIdFrom, type Entry, type EntryState } from '../src/modules/catalog/entry/entry.ts';
import { mayDo, type CaseDeed } from '../src/modules/catalog/revision-case/revision-case-policy.ts';
import type { RevisionCase } from '../src/modules/catalog/revision-case/revision-case.ts';
import type { Act, Revision, RevisionState } from '../src/modules/catalog/revision/revision.ts';
import type { EntryFile } from '../src/modules/catalog/search/search-document.ts';
import * as status from '../src/modules/catalog/status/status-policy.ts';
import type { MachineName } from '../src/modules/catalog/steps.ts';
import { contentWith } from '../src/modules/catalog/test-content.ts';
import * as transferring from '../src/modules/catalog/transfer/transfer-policy.ts';
import type { TransferLine } from '../src/modules/catalog/transfer/transfer.ts';
import * as taking from '../src/modules/catalog/withdrawal/withdrawal-policy.ts';

/** One person of the walk: whose, in which role. */
export type Walker = Actor & { readonly role: string; readonly place: string };
/** What a policy says of a person's step on a thing in a state; `own`: the thing carries that person's own work. */
export type Judge = (actor: Walker, about: { readonly state: string; readonly own: boolean }) => true | Refusal;

const at = new Date('2026-11-23T02:00:00Z');
const act = (by: string): Act => ({ by, orgId: 'provider', at, opinion: '同意' });
const named = (by: string) => ({ ...act(by), organisationName: '市政府办公室' });
const provider = { organisationId: 'provider', name: '市水利局', aliases: [], uscc: null, regionCode: '650400', sample: false };
const common = { id: entryIdFrom('e'), provider, revision: 4 };
const issued = { ...common, resourceCode: '307001/1', publishedOn: '2026-11-01', liveNo: 2 };

/** A revision in a state, written by `author`. */
function revisionIn(state: RevisionState, author: string): Revision {
  const draft = { entryId: common.id, no: 3, content: contentWith(), authors: [author], trigger: null };
  const submitted = { submitted: act('clerk') };
  const signed = { ...submitted, reviewed: act('reviewer'), signed: act('head') };
  const decided = { ...signed, decided: act('authority'), version: '1.0', denialUntil: null };
  const revisions: Readonly<Record<RevisionState, Revision>> = {
    draft: { ...draft, state: 'draft', returned: null },
    'in-review': { ...draft, ...submitted, state: 'in-review' },
    'awaiting-signature': { ...draft, ...submitted, reviewed: act('reviewer'), state: 'awaiting-signature' },
    'at-authority': { ...draft, ...signed, state: 'at-authority' },
    'awaiting-denial-verification': { ...draft, ...signed, state: 'awaiting-denial-verification' },
    'under-adjustment': { ...draft, ...signed, state: 'under-adjustment' },
    effective: { ...draft, ...decided, state: 'effective' },
    superseded: { ...draft, ...decided, state: 'superseded' },
    imported: { ...draft, state: 'imported' },
    abandoned: { ...draft, state: 'abandoned' },
  };
  return revisions[state];
}

function entryIn(state: EntryState): Entry {
  if (state === 'unpublished' || state === 'withdrawn') return { ...common, state, workingNo: 3 };
  if (state === 'legacy-incomplete') return { ...common, state, liveNo: 1 };
  if (state === 'change-pending') return { ...issued, state, workingNo: 3 };
  if (state === 'suspended' || state === 'orphaned' || state === 'transfer-pending') return { ...issued, state, workingNo: null };
  return { ...issued, state };
}

const nothing = { live: null, working: null, authorityRegion: '650400', isProviderEnded: false, status: null, listing: null };
const oneOf = <T extends string>(states: readonly T[], state: string): T => {
  const known = states.find((one) => one === state);
  if (known === undefined) throw new Error(`there is no state ${state}`);
  return known;
};

/** A first version on its way, in a state. */
function revisionFile(state: string, author: string): EntryFile {
  const working = revisionIn(oneOf(revisionStates, state), author);
  // What was imported stands as it is; it is never on its way.
  if (state === 'imported') return { ...nothing, entry: entryIn('legacy-incomplete'), live: working };
  return { ...nothing, entry: entryIn(state === 'abandoned' ? 'withdrawn' : 'unpublished'), working };
}

/** What asks for an entry's retirement, by somebody. */
function askedBy(person: string): EntryFile['status'] {
  const asked = { id: 's', entryId: common.id, kind: 'retirement', reason: '停用', dueOn: '2027-06-30', successorId: null } as const;
  return { ...asked, begun: act(person), begunByName: '市水利局', ended: null, outcome: null };
}

/** An entry in a state, with what is in force and who wrote it or asked for its retirement. */
function entryFile(state: string, author: string): EntryFile {
  const entry = entryIn(oneOf(entryStates, state));
  const working = state === 'change-pending' ? revisionIn('draft', author) : null;
  return { ...nothing, entry, live: 'liveNo' in entry ? revisionIn('effective', author) : null, working, status: askedBy(author) };
}

const onRevision =
  (may: (actor: Actor, file: EntryFile) => true | Refusal): Judge =>
  (actor, { state, own }) =>
    may(actor, revisionFile(state, own ? actor.id : 'clerk'));
const onEntry =
  (may: (actor: Actor, file: EntryFile) => true | Refusal): Judge =>
  (actor, { state, own }) =>
    may(actor, entryFile(state, own ? actor.id : 'clerk'));

function caseIn(state: string, deed: string): RevisionCase {
  const extension = { reason: '材料多', workingDays: 5, asked: act('clerk'), decided: null, granted: null, opinion: null };
  const open = {
    id: 'c',
    eventId: 'v',
    entryId: common.id,
    revision: 1,
    restsOn: [],
    openedAt: at,
    declined: null,
    extension: deed === 'decide-extension' ? extension : null,
  };
  if (state === 'in-hand') return { ...open, state, revisionNo: 3 };
  if (state === 'reported') return { ...open, state, revisionNo: 3, reported: act('head') };
  if (state === 'unchanged-reported') return { ...open, state, reported: act('clerk') };
  if (state === 'closed') return { ...open, state, outcome: 'unchanged', revisionNo: null, reported: null, ended: act('authority') };
  return { ...open, state: 'open' };
}
const onCase =
  (deed: CaseDeed): Judge =>
  (actor, { state }) =>
    mayDo(actor, deed, { given: caseIn(state, deed), scene: { providerOrgId: 'provider', authorityRegion: '650400', isMoving: false } });

const { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle } = contentWith();
const adjustable = { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType, updateCycle };

function adjustmentSeen(state: string, proposer: string): adjusting.Seen {
  const adjustment: Adjustment = {
    id: 'a',
    entryId: common.id,
    revisionNo: 3,
    basis: 'at-authority',
    state: oneOf(adjustmentStates, state),
    entryName: '机井名录',
    provider: { id: 'provider', name: '市水利局' },
    regionCode: '650400',
    fields: { ...adjustable, items: [] },
    changes: [],
    widening: [],
    proposed: named(proposer),
    answered: null,
    decided: null,
    withdrawn: null,
  };
  return { adjustment, file: revisionFile('under-adjustment', 'clerk') };
}
const onAdjustment =
  (may: (actor: Actor, seen: adjusting.Seen) => true | Refusal): Judge =>
  (actor, { state, own }) =>
    may(actor, adjustmentSeen(state, own ? actor.id : 'officer'));

const answerLine: Judge = (actor, { state }) => {
  const line: TransferLine = {
    transferId: 't',
    entryId: common.id,
    entryName: '机井名录',
    isUnitOnly: false,
    state: oneOf(transferLineStates, state),
    receiver: state === 'orphaned' ? null : { id: 'receiver', name: '市农业农村局' },
    answered: state === 'offered' ? null : { ...act('head'), orgId: 'receiver' },
    declined: state === 'orphaned',
  };
  return transferring.mayAnswer(actor, [line]);
};

const onTold =
  (may: (actor: Actor, about: Parameters<typeof mayRespond>[1]) => true | Refusal): Judge =>
  (actor, { state }) => {
    const told = {
      id: 'k',
      entryId: 'e',
      organisationId: 'consumer',
      organisationName: '市文旅局',
      regionCode: '650400',
      state: oneOf(acknowledgementStates, state),
      from: { no: 1, version: '1.0' },
      to: { no: 2, version: '2.0' },
      said: [],
      openedAt: at,
      closedAt: null,
    };
    return may(actor, { told, entry: { provider } });
  };

const claim: Judge = (actor, { state }) => {
  const own: Organisation = {
    id: actor.orgId ?? '',
    uscc: null,
    name: actor.place,
    shortName: actor.place,
    formerNames: [],
    type: 'government',
    regionCode: '650400',
    parentId: null,
    dissolved: null,
    sample: false,
    divisions: [],
    sharingOffice: null,
    authorityOf: [],
  };
  const asked: Assignment = {
    id: 'asked',
    entryId: 'entry',
    organisationId: own.id,
    assignedBy: 'authority',
    assignedAt: new Date(0),
    reason: '',
    state: 'open',
    ended: null,
  };
  return mayClaim(actor, entryFile(state, 'clerk'), { own, asked: [asked], claim: null });
};

/** The policy that judges each step, by machine and name. */
export const judges: Readonly<Record<MachineName, Readonly<Record<string, Judge>>>> = {
  revision: {
    'update-draft': onRevision(policy.mayEdit),
    submit: onRevision(policy.maySubmit),
    review: onRevision(policy.mayReview),
    sign: onRevision(policy.maySign),
    publish: onRevision(policy.mayPublish),
    'verify-denial': onRevision(policy.mayVerifyDenial),
    return: onRevision(policy.mayReturn),
    'withdraw-revision': onRevision(taking.mayWithdraw),
    'abandon-draft': onRevision(taking.mayAbandon),
    'resume-draft': onRevision(taking.mayResume),
    'propose-adjustment': onRevision(adjusting.mayPropose),
  },
  entry: {
    'open-change': onEntry(policy.mayOpenChange),
    'suspend-entry': onEntry((actor, file) => status.mayBegin(actor, file, 'suspension')),
    'lift-suspension': onEntry(status.mayLift),
    'request-retirement': onEntry((actor, file) => status.mayBegin(actor, file, 'retirement')),
    'request-restoration': onEntry((actor, file) => status.mayBegin(actor, file, 'restoration')),
    'withdraw-status-request': onEntry(status.mayWithdrawRequest),
    'decide-status-request': onEntry(status.mayDecideRequest),
    'retire-orphaned': onEntry(status.mayRetireOrphaned),
    'resume-draft': onEntry(taking.mayResume),
    'propose-adjustment': onEntry(adjusting.mayPropose),
    'claim-entry': claim,
  },
  'revision-case': {
    begin: onCase('begin'),
    'report-unchanged': onCase('report-unchanged'),
    'ask-extension': onCase('ask-extension'),
    'decide-extension': onCase('decide-extension'),
    'confirm-unchanged': onCase('confirm-unchanged'),
    'decline-unchanged': onCase('decline-unchanged'),
  },
  adjustment: {
    'agree-adjustment': onAdjustment((actor, seen) => adjusting.mayAnswer(actor, seen, 'agree')),
    'object-adjustment': onAdjustment((actor, seen) => adjusting.mayAnswer(actor, seen, 'object')),
    'uphold-adjustment': onAdjustment((actor, seen) => adjusting.mayDecide(actor, seen, 'uphold')),
    'drop-adjustment': onAdjustment((actor, seen) => adjusting.mayDecide(actor, seen, 'drop')),
    'withdraw-adjustment': onAdjustment(adjusting.mayWithdraw),
  },
  'transfer-line': { 'accept-transfer': answerLine, 'decline-transfer': answerLine },
  acknowledgement: {
    'acknowledge-version': onTold((actor, about) => mayRespond(actor, about, 'acknowledge')),
    'object-to-version': onTold((actor, about) => mayRespond(actor, about, 'contest')),
    'answer-objection': onTold(mayAnswerObjection),
  },
};
