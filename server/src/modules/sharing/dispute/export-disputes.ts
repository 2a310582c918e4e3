import type { DisputeSummary } from '@karez/contract/sharing/dispute';
import type { Download } from '@karez/contract/route';
import type { Refusal } from '@karez/kit/refusal';
import { exportLedger, type Asking, type Listed } from '#modules/desk';
import { sidesOf } from '../present-application.ts';
import type { DisputeNeeds } from './dispute-step.ts';
import { filtersOf, listDisputes, type DisputeQuery } from './read-disputes.ts';

const columns: Listed<DisputeSummary>['columns'] = [
  ['no', 26, (line) => line.no],
  ['kind', 14, (line, { words }) => words.text(`sharing.dispute-kind.${line.kind}`)],
  ['entry', 34, (line) => line.entry.name],
  ['application', 26, (line) => line.application?.no ?? ''],
  ['requester', 26, (line) => line.requester.name],
  ['provider', 26, (line) => line.provider.name],
  ['state', 18, (line, { words }) => words.text(`sharing.dispute-state.${line.state}`)],
  ['result', 18, (line, { words }) => (line.result === null ? '' : words.text(`sharing.dispute-result.${line.result}`))],
  ['raised-on', 14, (line, { day }) => day(line.raisedAt)],
  ['due-on', 14, (line, { day }) => day(line.clock?.dueAt)],
  ['ended-on', 14, (line, { day }) => day(line.endedAt)],
];

/** The list as a workbook, as it is narrowed; the export is evidenced before its first byte leaves. */
export async function exportDisputes(
  needs: DisputeNeeds,
  { actor, origin, language, ...query }: DisputeQuery & Asking,
): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const { states } = filtersOf(query, needs.clock.now());
  const ids = [query.requester, query.provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  return exportLedger<DisputeSummary>(
    needs,
    { actor, origin, language },
    {
      action: 'sharing.export-disputes',
      prefix: 'sharing.dispute-ledger',
      facts: { side: query.side ?? null, state: states.join(',') || null },
      filters: (words) => [
        ...(query.side === undefined ? [] : [words.text(`sharing.dispute-side.${query.side}`)]),
        ...states.map((state) => words.text(`sharing.dispute-state.${state}`)),
        ...(query.kind === undefined ? [] : [words.text(`sharing.dispute-kind.${query.kind}`)]),
        ...ids.map((id) => sides(id).name),
        ...(query.overdue === undefined ? [] : [words.text('sharing.dispute-ledger.is-overdue')]),
        query.q?.trim() ?? '',
      ],
      columns,
      read: (page) => listDisputes({ ...needs, reader }, { ...query, ...page, actor }),
    },
  );
}
