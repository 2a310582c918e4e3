import type { CorrectionSummary } from '@karez/contract/correction/schemas';
import { Table } from 'antd';
import { Link } from 'react-router';
import { ClockBadge } from '../client/ClockBadge.tsx';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { CorrectionStateTag } from './CorrectionStateTag.tsx';

/** Reports with what they are about, who reports, who answers, and the clock. */
export function CorrectionTable({ corrections }: { corrections: readonly CorrectionSummary[] }) {
  const { t } = useWords();
  return (
    <Table<CorrectionSummary>
      rowKey="id"
      size="middle"
      dataSource={[...corrections]}
      pagination={false}
      {...(corrections.length > 0 ? { scroll: { x: 1160 } } : {})}
      locale={{
        emptyText: (
          <Blank says={t('portal.correction.none')} action={<Link to={paths.grants('held')}>{t('portal.sharing.grants')}</Link>} />
        ),
      }}
      columns={[
        {
          title: t('portal.correction.about'),
          width: 280,
          render: (_value, row) => (
            <>
              <Link to={paths.correction(row.id)}>
                <bdi>{row.entry.name}</bdi>
              </Link>
              <div className="small soft">
                <bdi className="code">{row.no ?? t('portal.sharing.no-number')}</bdi>
              </div>
              <div className="small">
                {row.itemNames.map((name) => (
                  <bdi key={name} style={{ marginInlineEnd: 8 }}>
                    {name}
                  </bdi>
                ))}
              </div>
            </>
          ),
        },
        {
          title: t('portal.correction.issue'),
          width: 120,
          render: (_value, row) => (row.issue ? t(`correction.issue.${row.issue}`) : '—'),
        },
        {
          title: t('portal.correction.state'),
          width: 170,
          render: (_value, row) => (
            <>
              <CorrectionStateTag state={row.state} />
              {row.result ? <div className="small soft">{t(`correction.result.${row.result}`)}</div> : null}
            </>
          ),
        },
        { title: t('portal.sharing.clock'), width: 165, render: (_value, row) => <ClockBadge clock={row.clock} /> },
        { title: t('portal.correction.requester'), render: (_value, row) => <bdi>{row.requester.name}</bdi> },
        { title: t('portal.correction.provider'), render: (_value, row) => <bdi>{row.provider.name}</bdi> },
        { title: t('portal.correction.filed-at'), width: 150, render: (_value, row) => (row.filedAt ? dayAndTime(row.filedAt) : '—') },
      ]}
    />
  );
}
