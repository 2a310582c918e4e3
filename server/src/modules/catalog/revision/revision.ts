import type { changeTriggerSchema, revisionStates } from '@karez/contract/catalog/answers';
import type { EntryContent } from '@karez/contract/catalog/content';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { z } from 'zod';
import type { EntryId } from '../entry/entry.ts';

export type RevisionState = (typeof revisionStates)[number];

/** One decision on a revision: who, for which organisation, when, with which words. */
export type Act = { readonly by: string; readonly orgId: string; readonly at: Date; readonly opinion: string };
export type Returned = Act & { readonly organisationName: string };
export type Trigger = { readonly kind: z.infer<typeof changeTriggerSchema>; readonly changedOn: string; readonly reason: string };

type Common = {
  readonly entryId: EntryId;
  readonly no: number;
  readonly content: EntryContent;
  /** Everyone who wrote into this revision: none of them may review, sign or publish it. */
  readonly authors: readonly string[];
  readonly trigger: Trigger | null;
};
type Submitted = { readonly submitted: Act };
type Reviewed = Submitted & { readonly reviewed: Act };
type Signed = Reviewed & { readonly signed: Act };
type Decided = Signed & { readonly decided: Act; readonly version: string; readonly denialUntil: string | null };

export type Draft = Common & { readonly state: 'draft'; readonly returned: Returned | null };
export type InReview = Common & Submitted & { readonly state: 'in-review' };
export type AwaitingSignature = Common & Reviewed & { readonly state: 'awaiting-signature' };
export type AtAuthority = Common & Signed & { readonly state: 'at-authority' };
export type AwaitingDenialVerification = Common & Signed & { readonly state: 'awaiting-denial-verification' };
/** The authority's adjustment waits for its end; the content is still what the department signed. */
export type UnderAdjustment = Common & Signed & { readonly state: 'under-adjustment' };
export type Effective = Common & Decided & { readonly state: 'effective' };
export type Superseded = Common & Decided & { readonly state: 'superseded' };
/** Content of an imported row: it passed no review here. */
export type Imported = Common & { readonly state: 'imported' };

/** Given up by its department before it was in force: its content stays, what was signed of it no longer counts. */
export type Abandoned = Common & { readonly state: 'abandoned' };

/** One version of an entry's content, from the registrar's draft to the version in force. */
export type Revision =
  | Draft
  | InReview
  | AwaitingSignature
  | AtAuthority
  | AwaitingDenialVerification
  | UnderAdjustment
  | Effective
  | Superseded
  | Imported
  | Abandoned;

export const revisionEvents = [
  'edit',
  'submit',
  'pass-review',
  'sign',
  'sign-denial',
  'publish',
  'uphold-denial',
  'return',
  'supersede',
  'withdraw',
  'abandon',
  'resume',
  'adjust',
  'adopt-adjustment',
  'drop-adjustment',
  'discard-adjustment',
] as const;
export type RevisionEvent = (typeof revisionEvents)[number];

/**
 * Transition table (law.md §6.2; 91-3.1, 91-3.2, 809-13, 809-16): what is not here is refused.
 * A revision that denies sharing takes the second way after the signature: its legal basis is verified, not merely checked.
 * `withdraw`: the department takes back what the next hand has not acted on. Only the draft of an entry never published is resumed.
 * While the authority adjusts (91-3.2.1) nothing else happens to the revision: it goes back to the authority as it was, or, where it stood for a version
 * in force, is given up.
 */
export const revisionTransitions: Readonly<Record<RevisionState, Readonly<Partial<Record<RevisionEvent, RevisionState>>>>> = {
  draft: { edit: 'draft', submit: 'in-review', abandon: 'abandoned' },
  'in-review': { 'pass-review': 'awaiting-signature', return: 'draft', withdraw: 'draft' },
  'awaiting-signature': { sign: 'at-authority', 'sign-denial': 'awaiting-denial-verification', return: 'draft', withdraw: 'draft' },
  'at-authority': { publish: 'effective', return: 'draft', withdraw: 'draft', adjust: 'under-adjustment' },
  'under-adjustment': { 'adopt-adjustment': 'effective', 'drop-adjustment': 'at-authority', 'discard-adjustment': 'abandoned' },
  'awaiting-denial-verification': { 'uphold-denial': 'effective', return: 'draft', withdraw: 'draft' },
  effective: { supersede: 'superseded' },
  superseded: {},
  imported: { abandon: 'abandoned' },
  abandoned: { resume: 'draft' },
};

/** The state after `event`, or the refusal `catalog.revision.illegal-transition`. */
export function nextRevisionState(state: RevisionState, event: RevisionEvent): RevisionState | Refusal {
  return revisionTransitions[state][event] ?? illegal(state, event);
}

function illegal(state: RevisionState, event: RevisionEvent): Refusal {
  return refuse('catalog.revision.illegal-transition', { state, event });
}

function common(revision: Revision): Common {
  const { entryId, no, content, authors, trigger } = revision;
  return { entryId, no, content, authors, trigger };
}

/** The draft with new content; the writer joins its authors. */
export function edit(revision: Revision, change: { content: EntryContent; by: string }): Draft | Refusal {
  if (revision.state !== 'draft') return illegal(revision.state, 'edit');
  const authors = revision.authors.includes(change.by) ? revision.authors : [...revision.authors, change.by];
  return { ...revision, content: change.content, authors };
}

export function submit(revision: Revision, act: Act): InReview | Refusal {
  if (revision.state !== 'draft') return illegal(revision.state, 'submit');
  const authors = revision.authors.includes(act.by) ? revision.authors : [...revision.authors, act.by];
  return { ...common(revision), authors, state: 'in-review', submitted: act };
}

export function passReview(revision: Revision, act: Act): AwaitingSignature | Refusal {
  if (revision.state !== 'in-review') return illegal(revision.state, 'pass-review');
  return { ...common(revision), state: 'awaiting-signature', submitted: revision.submitted, reviewed: act };
}

/** The head of the department's signature (809-13); `denies` sends the revision to the verification of its legal basis. */
export function sign(revision: Revision, act: Act, { denies }: { denies: boolean }): AtAuthority | AwaitingDenialVerification | Refusal {
  if (revision.state !== 'awaiting-signature') return illegal(revision.state, denies ? 'sign-denial' : 'sign');
  const signed = { ...common(revision), submitted: revision.submitted, reviewed: revision.reviewed, signed: act };
  return denies ? { ...signed, state: 'awaiting-denial-verification' } : { ...signed, state: 'at-authority' };
}

/** The authority's approval: this content is in force from now on. */
export function publish(revision: Revision, act: Act, version: string): Effective | Refusal {
  if (revision.state !== 'at-authority') return illegal(revision.state, 'publish');
  return { ...revision, state: 'effective', decided: act, version, denialUntil: null };
}

/** The authority confirms that the cited law forbids sharing, for good or until a day (91-3.1, 809-15). */
export function upholdDenial(revision: Revision, act: Act, ruling: { version: string; until: string | null }): Effective | Refusal {
  if (revision.state !== 'awaiting-denial-verification') return illegal(revision.state, 'uphold-denial');
  return { ...revision, state: 'effective', decided: act, version: ruling.version, denialUntil: ruling.until };
}

/** Back to the registrar with an opinion; earlier acts no longer count, for the next content may be another. */
export function sendBack(revision: Revision, returned: Returned): Draft | Refusal {
  if (revisionTransitions[revision.state].return === undefined) return illegal(revision.state, 'return');
  return { ...common(revision), state: 'draft', returned };
}

/** The department takes back what waits for the next hand; what was reviewed and signed of it lapses, as when it is sent back. */
export function withdraw(revision: Revision): Draft | Refusal {
  if (revisionTransitions[revision.state].withdraw === undefined) return illegal(revision.state, 'withdraw');
  return { ...common(revision), state: 'draft', returned: null };
}

/** The department gives the draft up; it stays as it is, for whoever asks later. */
export function abandon(revision: Revision): Abandoned | Refusal {
  if (revision.state !== 'draft' && revision.state !== 'imported') return illegal(revision.state, 'abandon');
  return { ...common(revision), state: 'abandoned' };
}

/** A draft that was given up is taken up again. */
export function resume(revision: Revision): Draft | Refusal {
  if (revision.state !== 'abandoned') return illegal(revision.state, 'resume');
  return { ...common(revision), state: 'draft', returned: null };
}

/** What lies with the authority is adjusted by it (91-3.2.1): publishing, returning and withdrawing wait until that has ended. */
export function adjust(revision: Revision): UnderAdjustment | Refusal {
  if (revision.state !== 'at-authority') return illegal(revision.state, 'adjust');
  return { ...revision, state: 'under-adjustment' };
}

/** The adjusted content comes into force; the department's review and signature stay with the text that it handed in. */
export function adoptAdjustment(
  revision: Revision,
  act: Act,
  adopted: { content: EntryContent; version: string; denialUntil: string | null },
): Effective | Refusal {
  if (revision.state !== 'under-adjustment') return illegal(revision.state, 'adopt-adjustment');
  return { ...revision, ...adopted, state: 'effective', decided: act };
}

/** The adjustment has come to nothing: the revision lies with the authority as the department signed it. */
export function dropAdjustment(revision: Revision): AtAuthority | Refusal {
  if (revision.state !== 'under-adjustment') return illegal(revision.state, 'drop-adjustment');
  return { ...revision, state: 'at-authority' };
}

/** The same for an adjustment of what is in force: the revision that stood for it is kept and never comes into force. */
export function discardAdjustment(revision: Revision): Abandoned | Refusal {
  if (revision.state !== 'under-adjustment') return illegal(revision.state, 'discard-adjustment');
  return { ...common(revision), state: 'abandoned' };
}

export function supersede(revision: Revision): Superseded | Refusal {
  if (revision.state !== 'effective') return illegal(revision.state, 'supersede');
  return { ...revision, state: 'superseded' };
}

const signedStates: readonly RevisionState[] = [
  'at-authority',
  'awaiting-denial-verification',
  'under-adjustment',
  'effective',
  'superseded',
];

/** Stages that the authority sees: from the signature of the department's head on (design: 资源目录). */
export function signedByLeader(state: RevisionState): boolean {
  return signedStates.includes(state);
}

/** `major.minor` of a version that is or was in force, else null. */
export function versionOf(revision: Revision | null): string | null {
  return revision !== null && 'version' in revision ? revision.version : null;
}

/** People whose work the revision already carries; the next act must be somebody else's. */
export function actorsOf(revision: Revision): readonly string[] {
  const acts: readonly string[] = [
    ...('reviewed' in revision ? [revision.reviewed.by] : []),
    ...('signed' in revision ? [revision.signed.by] : []),
  ];
  return [...revision.authors, ...acts];
}
