import { listConformanceRuns, type ConformanceRun } from '@karez/contract/catalog/conformance';
import { Card, Table, type TableColumnsType } from 'antd';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { WideTable } from '../../ui/WideTable.tsx';

const WORKING_EVERY_MS = 2_000;
const RESTING_EVERY_MS = 60_000;
const SHOWN = 5;

/** 审核记录: the reviews of the region and how far each has come. */
export function RunsCard() {
  const { t } = useWords();
  const position = useCursor('');
  const query = { limit: SHOWN, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) };
  const known = useAnswer(listConformanceRuns, { query });
  const isWorking = known.data?.answer.items.some(({ state }) => state === 'running') ?? false;
  const runs = useAnswer(listConformanceRuns, { query }, { everyMilliseconds: isWorking ? WORKING_EVERY_MS : RESTING_EVERY_MS });
  return (
    <Card title={t('portal.conformance.runs')}>
      <Loaded query={runs}>
        {({ answer }) => (
          <>
            <RunTable runs={answer.items} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function RunTable({ runs }: { runs: readonly ConformanceRun[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<ConformanceRun> = [
    { title: t('portal.conformance.run-at'), width: 150, render: (_value, run) => dayAndTime(run.startedAt) },
    {
      title: t('portal.conformance.state'),
      width: 110,
      render: (_value, run) => (
        <StateTag tone={run.state === 'running' ? 'waiting' : 'ok'}>{t(`catalog.conformance.run.${run.state}`)}</StateTag>
      ),
    },
    {
      title: t('portal.conformance.scope'),
      render: (_value, run) => <bdi>{run.organisationName ?? t('portal.conformance.everything')}</bdi>,
    },
    { title: t('portal.conformance.run-by'), width: 130, render: (_value, run) => t(`catalog.conformance.started-by.${run.startedBy}`) },
    {
      title: t('portal.conformance.read'),
      width: 120,
      align: 'end',
      render: (_value, run) => t('portal.conformance.read-of', { read: run.entriesRead, total: run.entriesTotal }),
    },
    { title: t('portal.conformance.opened'), width: 90, align: 'end', dataIndex: 'opened' },
    { title: t('portal.conformance.mended'), width: 90, align: 'end', dataIndex: 'mended' },
    { title: t('portal.conformance.due'), width: 120, dataIndex: 'dueOn' },
  ];
  return (
    <WideTable label={t('portal.conformance.runs')} minWidth={runs.length > 0 ? 960 : 0}>
      <Table<ConformanceRun>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={[...runs]}
        pagination={false}
        locale={{ emptyText: <Blank says={t('portal.conformance.runs-none')} /> }}
      />
    </WideTable>
  );
}
