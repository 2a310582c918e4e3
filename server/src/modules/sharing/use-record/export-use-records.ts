import type { Download } from '@karez/contract/route';
import type { UseRecordLine } from '@karez/contract/sharing/use-record';
import type { Refusal } from '@karez/kit/refusal';
import { exportLedger, type Asking, type Listed } from '#modules/desk';
import type { Needs } from '#platform/needs';
import { sidesOf } from '../present-application.ts';
import { listUseRecords, type UseQuery } from './list-use-records.ts';

const columns: Listed<UseRecordLine>['columns'] = [
  ['quarter', 12, (line) => line.quarter],
  ['grant', 28, (line) => line.grantNo],
  ['entry', 34, (line) => line.entryName],
  ['requester', 26, (line) => line.requester.name],
  ['provider', 26, (line) => line.provider.name],
  [
    'state',
    14,
    ({ state, late }, { words }) => words.text(state === 'owed' && late ? 'sharing.use-gap.late' : `sharing.use-state.${state}`),
  ],
  ['stated-on', 14, (line, { day }) => day(line.statedAt)],
  ['calls', 12, ({ counts }) => counts.calls],
  ['refused', 12, ({ counts }) => counts.refused],
  ['failed', 12, ({ counts }) => counts.failed],
  ['records', 12, ({ counts }) => counts.records],
  ['first-on', 14, ({ counts }) => counts.firstOn ?? ''],
  ['last-on', 14, ({ counts }) => counts.lastOn ?? ''],
  ['drawn', 10, ({ sample }) => sample.drawn],
  ['matched', 10, ({ sample }) => sample.matched],
  ['waiting', 10, ({ sample }) => sample.waiting],
  ['missed', 10, ({ sample }) => sample.differing + sample.unmatched],
  ['kept-until', 14, (line) => line.keptUntil],
];

/** 使用记录台账: the same rows as the list, written while they are read; the export is evidenced before its first byte leaves. */
export async function exportUseRecords(
  needs: Pick<Needs, 'database' | 'clock' | 'config'>,
  { actor, origin, language, ...query }: UseQuery & Asking,
): Promise<Download | Refusal> {
  const { side, state, gap, quarter, requester, provider } = query;
  const ids = [requester, provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sideOf = await sidesOf(needs.database.reader, ids);
  return exportLedger<UseRecordLine>(
    needs,
    { actor, origin, language },
    {
      action: 'sharing.export-use-records',
      prefix: 'sharing.use-ledger',
      facts: { side, state: state ?? null, gap: gap ?? null, quarter: quarter ?? null },
      filters: (words) => [
        words.text(`sharing.use-side.${side}`),
        ...(state === undefined ? [] : [words.text(`sharing.use-state.${state}`)]),
        ...(gap === undefined ? [] : [words.text(`sharing.use-gap.${gap}`)]),
        quarter ?? '',
        ...ids.map((id) => sideOf(id).name),
      ],
      columns,
      read: (page) => listUseRecords(needs, { ...query, ...page, actor }),
    },
  );
}
