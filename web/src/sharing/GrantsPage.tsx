import { listGrants } from '@karez/contract/sharing';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Card, Table, Tabs, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { day } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { GrantStateTag } from './StateTags.tsx';

/** Grants that one's own department holds, and those that it has given. */
export function GrantsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const side = search.get('side') === 'given' ? 'given' : 'held';
  const position = useCursor(side);
  const grants = useAnswer(listGrants, { query: { side, ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } });
  const columns: TableColumnsType<GrantAnswer> = [
    {
      title: t('portal.sharing.entry'),
      render: (_value, row) => (
        <Link to={paths.grant(row.id)}>
          <bdi>{row.entryName}</bdi>
          <div className="small soft code">{row.no}</div>
        </Link>
      ),
    },
    {
      title: side === 'held' ? t('portal.sharing.provider') : t('portal.sharing.requester'),
      render: (_value, row) => <bdi>{side === 'held' ? row.provider.name : row.requester.name}</bdi>,
    },
    { title: t('portal.sharing.system'), render: (_value, row) => <bdi>{row.systemName}</bdi> },
    { title: t('portal.sharing.item-count'), width: 90, render: (_value, row) => row.items.length },
    { title: t('portal.sharing.valid-to'), width: 130, render: (_value, row) => day(new Date(Date.parse(row.validTo) - 1).toISOString()) },
    { title: t('portal.sharing.state'), width: 120, render: (_value, row) => <GrantStateTag state={row.state} /> },
  ];
  return (
    <>
      <PageHead title={t('portal.sharing.grants')} purpose={t(`portal.sharing.grants-purpose.${side}`)} />
      <Card>
        <Tabs
          activeKey={side}
          onChange={(key) => setSearch({ side: key })}
          items={[
            { key: 'held', label: t('portal.menu.grants-held') },
            { key: 'given', label: t('portal.menu.grants-given') },
          ]}
        />
        <Loaded query={grants}>
          {({ answer }) => (
            <>
              <Table<GrantAnswer>
                rowKey="id"
                columns={columns}
                dataSource={[...answer.items]}
                pagination={false}
                {...(answer.items.length > 0 ? { scroll: { x: 800 } } : {})}
                locale={{ emptyText: <Blank says={t(`portal.sharing.no-grants.${side}`)} /> }}
              />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
