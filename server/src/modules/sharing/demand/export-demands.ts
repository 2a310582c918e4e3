import type { DemandSummary } from '@karez/contract/sharing/demand';
import type { Download } from '@karez/contract/route';
import { dayIn } from '@karez/kit/clock';
import type { Refusal } from '@karez/kit/refusal';
import { exportLedger, type Asking, type Listed } from '#modules/desk';
import { sidesOf } from '../present-application.ts';
import type { DemandNeeds } from './demand-step.ts';
import { demandFiltersOf, listDemands, type DemandQuery } from './read-demands.ts';

const columns: Listed<DemandSummary>['columns'] = [
  ['no', 26, (line) => line.no ?? ''],
  ['name', 34, (line) => line.name],
  ['requester', 26, (line) => line.requester.name],
  ['provider', 26, (line) => line.provider?.name ?? ''],
  ['state', 16, (line, { words }) => words.text(`sharing.demand-state.${line.state}`)],
  ['items', 10, (line) => line.itemCount],
  ['urgency', 10, (line, { words }) => words.text(`sharing.demand-urgency.${line.urgency}`)],
  ['sent-on', 14, (line, { day }) => day(line.sentAt)],
  ['wished-on', 14, (line) => line.wishedOn ?? ''],
  ['promised-on', 14, (line) => line.promisedOn ?? ''],
  ['overdue', 12, (line, { words }) => (line.promiseOverdue ? words.text('sharing.demand-ledger.is-overdue') : '')],
];

/** 需求清单 as a workbook: the same rows as the list; the export is evidenced before its first byte leaves. */
export async function exportDemands(
  needs: DemandNeeds,
  { actor, origin, language, ...query }: DemandQuery & Asking,
): Promise<Download | Refusal> {
  const { reader } = needs.database;
  const { side, states, requester, provider, search } = demandFiltersOf(query, dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now()));
  const ids = [requester, provider].flatMap((id) => (id === undefined ? [] : [id]));
  const sides = await sidesOf(reader, ids);
  return exportLedger<DemandSummary>(
    needs,
    { actor, origin, language },
    {
      action: 'sharing.export-demands',
      prefix: 'sharing.demand-ledger',
      facts: { side: side ?? null, state: states.join(',') || null },
      filters: (words) => [
        ...(side === undefined ? [] : [words.text(`sharing.demand-side.${side}`)]),
        ...states.map((state) => words.text(`sharing.demand-state.${state}`)),
        ...ids.map((id) => sides(id).name),
        ...(query.overdue === undefined ? [] : [words.text('sharing.demand-ledger.is-overdue')]),
        search,
      ],
      columns,
      read: (page) => listDemands({ ...needs, reader }, { ...query, ...page, actor }),
    },
  );
}
