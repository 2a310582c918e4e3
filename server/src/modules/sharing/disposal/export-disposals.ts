import type { DisposalSummary } from '@karez/contract/sharing/disposal';
import type { Download } from '@karez/contract/route';
import type { Refusal } from '@karez/kit/refusal';
import { exportLedger, type Asking, type Listed } from '#modules/desk';
import { sidesOf } from '../present-application.ts';
import type { DisposalNeeds } from './disposal-step.ts';
import { filtersOf, listDisposals, type DisposalQuery } from './read-disposals.ts';

const columns: Listed<DisposalSummary>['columns'] = [
  ['no', 26, (line) => line.no],
  ['grant', 26, (line) => line.grant.no],
  ['entry', 34, (line) => line.entry.name],
  ['requester', 26, (line) => line.requester.name],
  ['provider', 26, (line) => line.provider.name],
  ['trigger', 14, (line, { words }) => words.text(`sharing.disposal-trigger.${line.trigger}`)],
  ['method', 14, (line, { words }) => words.text(`sharing.disposal-method.${line.method}`)],
  ['state', 18, (line, { words }) => words.text(`sharing.disposal-state.${line.state}`)],
  ['ordered-on', 14, (line, { day }) => day(line.orderedAt)],
  ['due-on', 14, (line, { day }) => day(line.clock?.dueAt)],
  ['certified-on', 14, (line, { day }) => day(line.certifiedAt)],
  ['certificate', 26, (line) => line.certificateNo ?? ''],
];

/** The list as a workbook, as it is narrowed; the export is evidenced before its first byte leaves. */
export async function exportDisposals(
  needs: DisposalNeeds,
  { actor, origin, language, ...query }: DisposalQuery & Asking,
): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const { states } = filtersOf(query, needs.clock.now());
  const ids = [query.requester, query.provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  return exportLedger<DisposalSummary>(
    needs,
    { actor, origin, language },
    {
      action: 'sharing.export-disposals',
      prefix: 'sharing.disposal-ledger',
      facts: { side: query.side ?? null, state: states.join(',') || null },
      filters: (words) => [
        ...(query.side === undefined ? [] : [words.text(`sharing.disposal-side.${query.side}`)]),
        ...states.map((state) => words.text(`sharing.disposal-state.${state}`)),
        ...(query.trigger === undefined ? [] : [words.text(`sharing.disposal-trigger.${query.trigger}`)]),
        ...ids.map((id) => sides(id).name),
        ...(query.overdue === undefined ? [] : [words.text('sharing.disposal-ledger.is-overdue')]),
        query.q?.trim() ?? '',
      ],
      columns,
      read: (page) => listDisposals({ ...needs, reader }, { ...query, ...page, actor }),
    },
  );
}
