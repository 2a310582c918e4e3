import type { NewId } from '@karez/kit/id';
import { isRefusal } from '@karez/kit/refusal';
import { closeTodosOf, notify, openTodo, type Addressee } from '#modules/desk';
import { organisationById } from '#modules/identity';
import { clocksOf, meetClock, startClock } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { GrantRecord } from '../grant-store.ts';
import { SAMPLE_RULE, STATEMENT_RULE, USE_RECORD_CASE, USE_SAMPLE_CASE } from './use-record-rules.ts';

/** What a holder owes: the statement of a quarter, or the case files of a month's sampled calls. */
const duties = {
  statement: { caseKind: USE_RECORD_CASE, ruleKey: STATEMENT_RULE, title: 'sharing.todo.use-statement' },
  sample: { caseKind: USE_SAMPLE_CASE, ruleKey: SAMPLE_RULE, title: 'sharing.todo.use-sample' },
} as const;
export type UseDuty = keyof typeof duties;

type Owed = {
  readonly duty: UseDuty;
  /** The use record, or its month. */
  readonly caseId: string;
  readonly grant: GrantRecord;
  /** The quarter or the month, as the to-do names it. */
  readonly period: string;
};
type Moment = { readonly at: Date; readonly newId: NewId };

const linkOf = ({ id }: GrantRecord): string => `/sharing/grants/${id}`;

/** The holder's clock begins and stands on its clerks' desks. */
export async function oweUse(tx: Transaction, { duty, caseId, grant, period }: Owed, { at, newId }: Moment): Promise<void> {
  const { caseKind, ruleKey, title } = duties[duty];
  const { requesterOrgId: dutyOrgId, no, entryName } = grant.document;
  const region = (await organisationById(tx, dutyOrgId))?.regionCode ?? grant.authorityRegionCode;
  const { dueAt } = await startClock(tx, { id: newId(), caseKind, caseId, ruleKey, startedAt: at, dutyOrgId, region });
  await openTodo(tx, {
    id: newId(),
    key: `${caseKind}:${caseId}`,
    for: { kind: 'organisation', orgId: dutyOrgId, power: 'sharing.apply' },
    subject: { module: 'sharing', kind: caseKind, id: caseId },
    title: { key: title, params: { no, entry: entryName, period } },
    link: linkOf(grant),
    dueAt,
    at,
  });
}

/** What was owed is done, late or not; nothing happens where nothing was owed yet. */
export async function meetUse(
  tx: Transaction,
  { duty, caseId }: Pick<Owed, 'duty' | 'caseId'>,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const { caseKind } = duties[duty];
  for (const open of await clocksOf(tx, { caseKind, caseIds: [caseId], at })) {
    if (open.endedAt !== null) continue;
    const met = await meetClock(tx, open, at);
    if (isRefusal(met)) throw new Error(`the term ${open.ruleKey} of ${caseId} does not end: ${met.code}`);
  }
  await closeTodosOf(tx, { kind: caseKind, id: caseId }, { by, at });
}

/** Calls of a month match no case: the provider and the authority between the two hear how many. */
export async function tellOfMisses(
  tx: Transaction,
  { grant, monthId, month, count }: { grant: GrantRecord; monthId: string; month: string; count: number },
  { at, newId }: Moment,
): Promise<void> {
  const { no, entryName, providerOrgId, requesterOrgId } = grant.document;
  const readers: Readonly<Record<string, Addressee>> = {
    provider: { kind: 'organisation', orgId: providerOrgId, power: 'sharing.handle' },
    authority: {
      kind: 'region',
      regionCode: grant.authorityRegionCode,
      power: 'sharing.restrict',
      exceptOrgIds: [requesterOrgId, providerOrgId],
    },
  };
  for (const [who, addressee] of Object.entries(readers)) {
    await notify(tx, {
      id: newId(),
      key: `sharing.use-missed:${monthId}:${who}`,
      for: addressee,
      subject: { module: 'sharing', kind: USE_SAMPLE_CASE, id: monthId },
      title: { key: 'sharing.notice.use-missed', params: { no, entry: entryName, period: month, count } },
      link: linkOf(grant),
      at,
    });
  }
}
