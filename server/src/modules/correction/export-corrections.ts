import type { CorrectionSummary } from '@karez/contract/correction/schemas';
import type { Download } from '@karez/contract/route';
import type { Refusal } from '@karez/kit/refusal';
import { entryTitles } from '#modules/catalog';
import { exportLedger, type Asking, type Listed } from '#modules/desk';
import { sidesOf } from '#modules/sharing';
import type { CorrectionNeeds } from './correction-step.ts';
import { filtersOf, listCorrections, type CorrectionQuery } from './read-corrections.ts';

const columns: Listed<CorrectionSummary>['columns'] = [
  ['no', 26, (line) => line.no ?? ''],
  ['entry', 34, (line) => line.entry.name],
  ['items', 30, (line) => line.itemNames.join('、')],
  ['issue', 12, ({ issue }, { words }) => (issue === null ? '' : words.text(`correction.issue.${issue}`))],
  ['requester', 26, (line) => line.requester.name],
  ['provider', 26, (line) => line.provider.name],
  ['state', 18, (line, { words }) => words.text(`correction.state.${line.state}`)],
  ['result', 14, ({ result }, { words }) => (result === null ? '' : words.text(`correction.result.${result}`))],
  ['filed-on', 14, (line, { day }) => day(line.filedAt)],
  ['due-on', 14, (line, { day }) => day(line.clock?.dueAt)],
  ['answered-on', 14, (line, { day }) => day(line.answeredAt)],
  ['ended-on', 14, (line, { day }) => day(line.endedAt)],
];

/** The list as a workbook, written while it is read; the export is evidenced before its first byte leaves. */
export async function exportCorrections(
  needs: CorrectionNeeds,
  { actor, origin, language, ...query }: CorrectionQuery & Asking,
): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const { side, states, entry, requester, provider, search } = filtersOf(query, needs.clock.now());
  const ids = [requester, provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  const titles = await entryTitles(reader, entry === undefined ? [] : [entry]);
  return exportLedger<CorrectionSummary>(
    needs,
    { actor, origin, language },
    {
      action: 'correction.export-corrections',
      prefix: 'correction.ledger',
      facts: { side: side ?? null, state: states.join(',') || null },
      filters: (words) => [
        ...(side === undefined ? [] : [words.text(`correction.side.${side}`)]),
        ...states.map((state) => words.text(`correction.state.${state}`)),
        ...(entry === undefined ? [] : [titles.get(entry) ?? entry]),
        ...ids.map((id) => sides(id).name),
        ...(query.overdue === undefined ? [] : [words.text('correction.ledger.is-overdue')]),
        search,
      ],
      columns,
      read: (page) => listCorrections({ ...needs, reader }, { ...query, ...page, actor }),
    },
  );
}
