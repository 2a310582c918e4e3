import type { NewId } from '@karez/kit/id';
import { closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { entryNameOf } from '../entry-name.ts';
import { FILING_CASE, PARTY_CASE } from './filing-clock.ts';
import type { FilingRecord, PartyRecord } from './filing.ts';

type Moment = { readonly at: Date; readonly newId: NewId };
export type About = { readonly filing: FilingRecord; readonly parties: readonly PartyRecord[] };

const provider = ({ providerOrgId: orgId }: FilingRecord, power = 'sharing.handle'): Addressee => ({ kind: 'organisation', orgId, power });
const requester = ({ requesterOrgId: orgId }: PartyRecord): Addressee => ({ kind: 'organisation', orgId, power: 'sharing.apply' });
const authority = ({ filing, parties }: About): Addressee => ({
  kind: 'region',
  regionCode: filing.authorityRegionCode,
  power: 'sharing.coordinate',
  exceptOrgIds: [filing.providerOrgId, ...parties.map(({ requesterOrgId }) => requesterOrgId)],
});

/** Who has to act now besides the departments that are asked. */
function dutyOf(about: About, isUnheard: boolean): { readonly duty: string; readonly for: Addressee } | null {
  const { filing } = about;
  if (filing.state === 'negotiating' && !isUnheard) return { duty: 'sign-filing', for: provider(filing, 'sharing.consent-in') };
  if (filing.state === 'returned') return { duty: 'revise-filing', for: provider(filing, 'sharing.consent-in') };
  return filing.state === 'at-authority' ? { duty: 'decide-filing', for: authority(about) } : null;
}

/** Of which steps each side is told; what waits for somebody lies on a desk besides. */
const toldTo: Readonly<Record<string, readonly ('provider' | 'parties' | 'authority')[]>> = {
  filed: ['parties'],
  answered: ['provider'],
  overdue: ['provider'],
  affected: ['provider'],
  signed: ['parties'],
  accepted: ['provider', 'parties'],
  returned: ['provider'],
  postponed: ['provider', 'parties'],
  withdrawn: ['parties', 'authority'],
  'in-force': ['provider', 'parties', 'authority'],
};

async function paramsOf(tx: Transaction, { filing }: About) {
  return {
    no: filing.no,
    kind: filing.kind,
    entry: await entryNameOf(tx, filing.entryId),
    provider: (await organisationById(tx, filing.providerOrgId))?.name ?? '',
    on: filing.effectiveOn,
  };
}

const linkOf = ({ id }: FilingRecord): string => `/sharing/filings/${id}`;

type Handing = Moment & {
  readonly by: string | null;
  readonly word: string;
  readonly isUnheard: boolean;
  /** When the authority's answer is due. */
  readonly dueAt: Date | null;
};

/** Puts what is to be done next on the desks, closes what was there, and tells those whom the step concerns. */
export async function handFiling(tx: Transaction, about: About, { by, word, isUnheard, dueAt, at, newId }: Handing): Promise<void> {
  const { filing, parties } = about;
  const subject = { module: 'sharing', kind: FILING_CASE, id: filing.id };
  const [link, params] = [linkOf(filing), await paramsOf(tx, about)];
  await closeTodosOf(tx, { kind: FILING_CASE, id: filing.id }, { by, at });
  const duty = dutyOf(about, isUnheard);
  if (duty) {
    const key = `sharing.${duty.duty}:${filing.id}:${filing.revision}`;
    await openTodo(tx, { id: newId(), key, for: duty.for, subject, title: { key: `sharing.todo.${duty.duty}`, params }, link, dueAt, at });
  }
  const sides = {
    provider: () => [provider(filing)],
    parties: () => parties.map(requester),
    authority: () => [authority(about)],
  };
  const addressees = (toldTo[word] ?? []).flatMap((side) => sides[side]());
  for (const [place, addressee] of addressees.entries()) {
    const key = `${FILING_CASE}:${filing.id}:${filing.revision}:${word}:${place}`;
    await notify(tx, { id: newId(), key, for: addressee, subject, title: { key: `sharing.notice.filing-${word}`, params }, link, at });
  }
}

/** Puts the question on the desk of a department that is affected. */
export async function askOnDesk(
  tx: Transaction,
  about: About,
  { party, dueAt, at, newId }: Moment & { readonly party: PartyRecord; readonly dueAt: Date | null },
): Promise<void> {
  const subject = { module: 'sharing', kind: PARTY_CASE, id: party.id };
  const title = { key: 'sharing.todo.answer-filing', params: await paramsOf(tx, about) };
  const key = `sharing.answer-filing:${party.id}`;
  await openTodo(tx, { id: newId(), key, for: requester(party), subject, title, link: linkOf(about.filing), dueAt, at });
}

/** Tells a department whose grant was issued while the filing was under way. */
export async function tellAffected(
  tx: Transaction,
  about: About,
  { party, grantId, at, newId }: Moment & { readonly party: PartyRecord; readonly grantId: string },
): Promise<void> {
  const subject = { module: 'sharing', kind: FILING_CASE, id: about.filing.id };
  const title = { key: 'sharing.notice.filing-filed', params: await paramsOf(tx, about) };
  const key = `${FILING_CASE}:${about.filing.id}:affected:${grantId}`;
  await notify(tx, { id: newId(), key, for: requester(party), subject, title, link: linkOf(about.filing), at });
}

/** Nobody waits for a department's answer any more. */
export async function closeQuestions(
  tx: Transaction,
  parties: readonly PartyRecord[],
  { by, at }: { readonly by: string | null; readonly at: Date },
): Promise<void> {
  for (const { id } of parties) await closeTodosOf(tx, { kind: PARTY_CASE, id }, { by, at });
}
