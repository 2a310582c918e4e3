import { exportGrants, listGrants } from '@karez/contract/sharing';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Card, Select, Table, Tabs, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { lastDay } from '../client/dates.ts';
import { LedgerButton } from '../client/LedgerButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { GrantStateTag } from './StateTags.tsx';

const states = ['active', 'suspended', 'expired', 'revoked'] as const;

/** Grants that one's own department holds, those that it has given, and for the authority those between departments of its region. */
export function GrantsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const oversees = usePower('sharing.restrict');
  const asked = search.get('side');
  const side: 'held' | 'given' | 'authority' = asked === 'given' || (asked === 'authority' && oversees) ? asked : 'held';
  const state = search.get('state') ?? '';
  const position = useCursor(`${side} ${state}`);
  const filters = { side, ...(state === '' ? {} : { state }) };
  const page = position.cursor === undefined ? {} : { cursor: position.cursor };
  const grants = useAnswer(listGrants, { query: { ...filters, ...page } });
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
      title: t('portal.sharing.provider'),
      hidden: side === 'given',
      render: (_value, row) => <bdi>{row.provider.name}</bdi>,
    },
    {
      title: t('portal.sharing.requester'),
      hidden: side === 'held',
      render: (_value, row) => <bdi>{row.requester.name}</bdi>,
    },
    { title: t('portal.sharing.system'), render: (_value, row) => <bdi>{row.systemName}</bdi> },
    { title: t('portal.sharing.item-count'), width: 90, render: (_value, row) => row.items.length },
    { title: t('portal.sharing.valid-to'), width: 130, render: (_value, row) => <EndOf grant={row} /> },
    { title: t('portal.sharing.state'), width: 120, render: (_value, row) => <GrantStateTag state={row.state} /> },
  ];
  return (
    <>
      <PageHead
        title={t('portal.sharing.grants')}
        purpose={t(`portal.sharing.grants-purpose.${side}`)}
        actions={<LedgerButton route={exportGrants} input={{ query: filters }} />}
      />
      <Card>
        <Tabs
          activeKey={side}
          onChange={(key) => setSearch({ side: key })}
          items={[
            { key: 'held', label: t('portal.menu.grants-held') },
            { key: 'given', label: t('portal.menu.grants-given') },
            ...(oversees ? [{ key: 'authority', label: t('portal.menu.grants-authority') }] : []),
          ]}
        />
        <Select
          className="no-print"
          value={state}
          aria-label={t('portal.sharing.state')}
          style={{ inlineSize: 160, marginBlockEnd: 12 }}
          onChange={(next) => setSearch({ side, ...(next === '' ? {} : { state: next }) })}
          options={[
            { value: '', label: t('portal.sharing.every-state') },
            ...states.map((one) => ({ value: one, label: t(`sharing.grant-state.${one}`) })),
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

/** The last day of a grant, and that it is near. */
function EndOf({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  return (
    <>
      {lastDay(grant.validTo)}
      {grant.endsSoon ? (
        <div>
          <StateTag tone="warn">{t('portal.renewal.ends-soon')}</StateTag>
        </div>
      ) : null}
    </>
  );
}
