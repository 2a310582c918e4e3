import type { FilingSummary } from '@karez/contract/sharing/filing';
import type { Download } from '@karez/contract/route';
import type { Refusal } from '@karez/kit/refusal';
import { exportLedger, type Asking, type Listed } from '#modules/desk';
import { sidesOf } from '../present-application.ts';
import type { FilingNeeds } from './filing-step.ts';
import { filtersOf, listFilings, type FilingQuery } from './read-filings.ts';

const columns: Listed<FilingSummary>['columns'] = [
  ['no', 26, (line) => line.no],
  ['kind', 14, (line, { words }) => words.text(`sharing.filing-kind.${line.kind}`)],
  ['entry', 34, (line) => line.entry.name],
  ['service', 26, (line) => line.service?.name ?? ''],
  ['provider', 26, (line) => line.provider.name],
  ['state', 18, (line, { words }) => words.text(`sharing.filing-state.${line.state}`)],
  ['effective-on', 14, (line) => line.effectiveOn],
  ['raised-on', 14, (line, { day }) => day(line.raisedAt)],
  ['due-on', 14, (line, { day }) => day(line.clock?.dueAt)],
  ['ended-on', 14, (line, { day }) => day(line.endedAt)],
];

/** The list as a workbook, as it is narrowed; the export is evidenced before its first byte leaves. */
export async function exportFilings(
  needs: FilingNeeds,
  { actor, origin, language, ...query }: FilingQuery & Asking,
): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const { states } = filtersOf(query);
  const ids = query.provider === undefined ? [] : [query.provider];
  const sides = await sidesOf(reader, ids);
  return exportLedger<FilingSummary>(
    needs,
    { actor, origin, language },
    {
      action: 'sharing.export-filings',
      prefix: 'sharing.filing-ledger',
      facts: { side: query.side ?? null, state: states.join(',') || null },
      filters: (words) => [
        ...(query.side === undefined ? [] : [words.text(`sharing.filing-side.${query.side}`)]),
        ...states.map((state) => words.text(`sharing.filing-state.${state}`)),
        ...(query.kind === undefined ? [] : [words.text(`sharing.filing-kind.${query.kind}`)]),
        ...ids.map((id) => sides(id).name),
        query.q?.trim() ?? '',
      ],
      columns,
      read: (page) => listFilings({ ...needs, reader }, { ...query, ...page, actor }),
    },
  );
}
