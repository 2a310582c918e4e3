import type { Entry } from '@karez/contract/catalog/answers';
import { getRecall, type Recall } from '@karez/contract/catalog/recall';
import { Alert, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { WideTable } from '../../ui/WideTable.tsx';
import { lastDay } from '../../client/dates.ts';
import { pages } from '../../client/pages.ts';

/** 收回: grants that still give what this entry denies now, until when they are taken back, and where; for its unit and its authority. */
export function RecallNote({ entry }: { entry: Entry }) {
  const found = useAnswer(getRecall, { params: { entryId: entry.id } });
  const recall = found.data?.answer.recall ?? null;
  const own = useMe().organisation.id === entry.provider.organisationId;
  return recall === null ? null : <OpenRecall recall={recall} own={own} />;
}

function OpenRecall({ recall, own }: { recall: Recall; own: boolean }) {
  const { t } = useWords();
  return (
    <Alert
      type={recall.overdue ? 'error' : 'warning'}
      showIcon
      title={t('portal.recall.note', { count: recall.grants.length, day: recall.dueOn })}
      description={
        <div className="stack" style={{ gap: 8 }}>
          <span>{t('portal.recall.mend')}</span>
          <GrantsToRecall recall={recall} own={own} />
        </div>
      }
    />
  );
}

function GrantsToRecall({ recall: { grants, items }, own }: { recall: Recall; own: boolean }) {
  const { t } = useWords();
  const nameOf = (no: number) => items.find((item) => item.no === no)?.name ?? String(no);
  const columns: TableColumnsType<Recall['grants'][number]> = [
    {
      title: t('portal.acknowledgement.department'),
      render: (_value, { organisationName, systemName }) => (
        <>
          <bdi>{organisationName}</bdi>
          <div className="small soft">
            <bdi>{systemName}</bdi>
          </div>
        </>
      ),
    },
    {
      title: t('portal.recall.grant'),
      render: (_value, { grantId, grantNo }) => {
        const no = <bdi className="code">{grantNo}</bdi>;
        return own ? <Link to={paths.grant(grantId)}>{no}</Link> : no;
      },
    },
    {
      title: t('portal.sharing.item-denied-now'),
      render: (_value, { touchedNos }) => <bdi>{touchedNos.map(nameOf).join(t('portal.acknowledgement.and'))}</bdi>,
    },
    { title: t('portal.acknowledgement.valid-to'), width: 110, render: (_value, { validTo }) => lastDay(validTo) },
  ];
  return (
    <WideTable label={t('portal.acknowledgement.grants')} minWidth={480}>
      <Table<Recall['grants'][number]> size="small" rowKey="grantId" columns={columns} dataSource={[...grants]} pagination={pages(t, 20)} />
    </WideTable>
  );
}
