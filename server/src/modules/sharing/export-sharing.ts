import type { ApplicationSummary, GrantAnswer } from '@karez/contract/sharing/schemas';
import { applicationStates } from '@karez/contract/sharing/schemas';
import type { Download } from '@karez/contract/route';
import type { Refusal } from '@karez/kit/refusal';
import { exportLedger, type Asking, type Listed } from '#modules/desk';
import type { Needs } from '#platform/needs';
import { listApplications, type ListApplications } from './list-applications.ts';
import { listGrants, type ListGrants } from './list-grants.ts';

type ExportNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;

const known = <State extends string>(states: readonly State[], said: string | undefined): readonly State[] =>
  states.filter((state) => (said ?? '').split(',').includes(state));

/** 共享申请台账: the applications of one side, as they are listed. */
export function exportApplications(
  needs: ExportNeeds,
  asking: Asking,
  query: Pick<ListApplications, 'side' | 'state' | 'q'>,
): Promise<Download | Refusal> {
  const states = known(applicationStates, query.state);
  const listed: Listed<ApplicationSummary> = {
    action: 'sharing.export-applications',
    prefix: 'sharing.application-ledger',
    facts: { side: query.side, state: states.join(',') || null },
    filters: (words) => [
      words.text(`sharing.application-side.${query.side}`),
      ...states.map((state) => words.text(`sharing.state.${state}`)),
      query.q?.trim() ?? '',
    ],
    columns: [
      ['no', 28, (line) => line.no ?? ''],
      ['entry', 36, (line) => line.entryName],
      ['requester', 26, (line) => line.requester.name],
      ['provider', 26, (line) => line.provider.name],
      ['received-on', 14, (line, { day }) => day(line.submittedAt)],
      ['due-on', 14, (line, { day }) => day(dayBefore(line.clock?.dueAt))],
      ['days-left', 12, (line) => line.clock?.workingDaysLeft ?? ''],
      ['state', 24, (line, { words }) => words.text(`sharing.state.${line.state}`)],
      ['decided-on', 14, (line, { day }) => day(line.decidedAt)],
    ],
    read: (page) => listApplications(needs, { ...query, ...page, actor: asking.actor }),
  };
  return exportLedger(needs, asking, listed);
}

const grantStates = ['active', 'suspended', 'expired', 'revoked'] as const;

/** 授权台账: the grants of one side, as they are listed. */
export function exportGrants(needs: ExportNeeds, asking: Asking, query: Pick<ListGrants, 'side' | 'state'>): Promise<Download | Refusal> {
  const states = known(grantStates, query.state);
  const listed: Listed<GrantAnswer> = {
    action: 'sharing.export-grants',
    prefix: 'sharing.grant-ledger',
    facts: { side: query.side, state: states.join(',') || null },
    filters: (words) => [
      words.text(`sharing.grant-side.${query.side}`),
      ...states.map((state) => words.text(`sharing.grant-state.${state}`)),
    ],
    columns: [
      ['no', 28, (line) => line.no],
      ['entry', 36, (line) => line.entryName],
      ['requester', 26, (line) => line.requester.name],
      ['provider', 26, (line) => line.provider.name],
      ['system', 26, (line) => line.systemName],
      ['items', 10, (line) => line.items.length],
      ['state', 14, (line, { words }) => words.text(`sharing.grant-state.${line.state}`)],
      ['valid-from', 14, (line, { day }) => day(line.validFrom)],
      ['last-day', 14, (line, { day }) => day(dayBefore(line.validTo))],
      ['delivered-on', 14, (line, { day }) => day(line.facts.deliveredAt)],
    ],
    read: (page) => listGrants(needs, { ...query, ...page, actor: asking.actor }),
  };
  return exportLedger(needs, asking, listed);
}

/** The last day of what ends at an instant that is 24:00 of it. */
function dayBefore(instant: string | null | undefined): string | null {
  return instant ? new Date(new Date(instant).getTime() - 1).toISOString() : null;
}
