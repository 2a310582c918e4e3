import { actedBy } from '#platform/caller';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { holdsPersonalValue } from '../personal-value.ts';
import { faultOfSeen } from '../seen-revision.ts';
import type { NewId } from '@karez/kit/id';
import { askParty, isUnheard, openReview, wasAsked } from './filing-clock.ts';
import { askOnDesk, handFiling, type About } from './filing-handing.ts';
import { answerersOf, mayDoFiling, maySeeFiling, type FilingAction } from './filing-policy.ts';
import { findFiling, insertFilingStep, lockFiling, partiesOf, saveFiling } from './filing-store.ts';
import { afterFilingEvent, filingMachine, type FilingEvent, type FilingRecord, type PartyRecord } from './filing.ts';

export type FilingNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>;
export type SigningNeeds = FilingNeeds & Pick<Needs, 'keys'>;
export type FilingDone = { readonly filingId: string };
/** What every step on a filing is asked with. */
export type FilingCommand = { readonly actor: Actor; readonly filingId: string; readonly origin: string };
/** What a step is asked with that takes up what others have written: with the revision in which the caller read it. */
export type ReadFilingCommand = FilingCommand & { readonly ifMatch: string | null };
type Asking = { readonly actor: Actor; readonly action: FilingAction; readonly ifMatch?: string | null; readonly at: Date };
/** Actions on what others have written: answers may change, and a day may move, while somebody reads them. */
const takesUp: readonly FilingAction[] = ['submit', 'decide'];

const roleOf = (action: FilingAction, { signedBy }: FilingRecord): string =>
  ({
    answer: 'APPLICANT',
    submit: 'OFFICE_HEAD',
    decide: 'AUTHORITY_ADMIN',
    withdraw: signedBy === null ? 'PROVIDER_HANDLER' : 'OFFICE_HEAD',
  })[action];

async function permittedFor(
  reader: Reader,
  filing: FilingRecord | undefined,
  { actor, action, ifMatch = null, at }: Asking,
): Promise<About | Refusal> {
  if (!filing) return refuse('sharing.filing.not-found');
  const parties = await partiesOf(reader, filing.id);
  const requesterOrgIds = parties.map(({ requesterOrgId }) => requesterOrgId);
  if (!maySeeFiling(actor, { filing, requesterOrgIds })) return refuse('sharing.filing.not-found');
  const standing = { filing, requesterOrgIds, answerers: answerersOf(parties), isUnheard: await isUnheard(reader, parties, at) };
  const verdict = mayDoFiling(actor, action, standing);
  if (isRefusal(verdict)) return verdict;
  const unread = takesUp.includes(action) ? faultOfSeen(filing, ifMatch, 'sharing.filing.stale') : null;
  return unread ?? { filing, parties };
}

/** Takes the code of the second factor for a signature; who may not do it now, or has not read what stands, keeps the code for another. */
export async function confirmedFor(
  needs: SigningNeeds,
  { actor, filingId, ifMatch = null }: FilingCommand & Pick<Asking, 'ifMatch'>,
  { action, code }: { readonly action: FilingAction; readonly code: string },
): Promise<true | Refusal> {
  const { reader } = needs.database;
  const found = await permittedFor(reader, await findFiling(reader, filingId), { actor, action, ifMatch, at: needs.clock.now() });
  return isRefusal(found) ? found : confirmSecondFactor(needs, actor, code);
}

/** The filing after an event, one revision on; or the refusal of the machine. */
export function moved(filing: FilingRecord, event: FilingEvent): FilingRecord | Refusal {
  const state = afterFilingEvent(filing.state, event);
  return isRefusal(state) ? state : { ...filing, state, revision: filing.revision + 1 };
}

/** No text of a filing names a person. */
export function personalIn(texts: Readonly<Record<string, string>>): Refusal | null {
  const found = Object.entries(texts).filter(([, text]) => holdsPersonalValue(text));
  if (found.length === 0) return null;
  const places = found.map(([place]) => ({ path: `/body/${place}`, code: 'sharing.personal-value-here', params: {} }));
  return refuse('sharing.filing.personal-value', { count: found.length }, places);
}

type Noted = {
  readonly filing: FilingRecord;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'orgId'>;
  /** Name of the route, or of what the platform did by itself. */
  readonly action: string;
  /** Key of the history's words, `sharing.filing-step.<word>`. */
  readonly word: string;
  readonly role: string;
  readonly words: string | null;
  readonly origin: string | null;
  /** The department whose own affair the step is. */
  readonly partyOrgId?: string | null;
  /** SM3 of what was signed. */
  readonly digest?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
};

/** Into the history and into the evidence, there without the words. */
export async function noteFiling(tx: Transaction, noted: Noted, at: Date): Promise<void> {
  const { filing, actor, action, word, role, words, origin, partyOrgId = null, digest, facts = {} } = noted;
  await insertFilingStep(tx, filing.id, { at, action: word, organisationId: actor.orgId, partyOrgId, role, words });
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action,
    outcome: { result: 'done' },
    object: { kind: 'sharing.filing', id: filing.id, revision: filing.revision },
    origin,
    facts: {
      state: filing.state,
      word,
      kind: filing.kind,
      entryId: filing.entryId,
      effectiveOn: filing.effectiveOn,
      ...(digest === undefined ? {} : { digest }),
      ...facts,
    },
  });
}

/** Stores the filing and passes it on. */
export async function keepFiling(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  { filing, word, by }: { readonly filing: FilingRecord; readonly word: string; readonly by: string | null },
): Promise<void> {
  const at = clock.now();
  await saveFiling(tx, filing);
  const parties = await partiesOf(tx, filing.id);
  const dueAt = (await openReview(tx, filing.id, at))?.dueAt ?? null;
  await handFiling(tx, { filing, parties }, { by, word, isUnheard: await isUnheard(tx, parties, at), dueAt, at, newId });
}

/** Departments that were never asked have their term and their to-do as soon as answers are taken. */
export async function askUnasked(
  tx: Transaction,
  about: About,
  { at, newId }: { readonly at: Date; readonly newId: NewId },
): Promise<void> {
  const { filing, parties } = about;
  if (filingMachine[filing.state].answer === undefined) return;
  for (const party of parties) {
    if (await wasAsked(tx, party, at)) continue;
    const dueAt = await askParty(tx, { filing, party }, { at, newId });
    await askOnDesk(tx, about, { party, dueAt, at, newId });
  }
}

/** What a step makes of the filing under lock. */
export type Made = Pick<Noted, 'filing' | 'word' | 'words' | 'partyOrgId' | 'digest' | 'facts'>;
export type Taking = {
  readonly tx: Transaction;
  readonly filing: FilingRecord;
  readonly parties: readonly PartyRecord[];
  readonly at: Date;
};

/** One step: lock the filing, ask the policy, change it, store it with history, evidence, to-dos and notices. Nothing of it stays after a refusal. */
export async function takeStep(
  needs: FilingNeeds,
  command: FilingCommand & Pick<Asking, 'action' | 'ifMatch'> & { readonly route: string },
  make: (taking: Taking) => Promise<Made | Refusal>,
): Promise<FilingDone | Refusal> {
  const { actor, filingId, origin, action, route, ifMatch = null } = command;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const permitted = await permittedFor(tx, await lockFiling(tx, filingId), { actor, action, ifMatch, at });
    if (isRefusal(permitted)) return permitted;
    const made = await make({ tx, ...permitted, at });
    if (isRefusal(made)) return made;
    await noteFiling(tx, { ...made, actor, action: route, role: roleOf(action, permitted.filing), origin }, at);
    await keepFiling(tx, needs, { ...made, by: actor.id });
    return { filingId };
  });
}
