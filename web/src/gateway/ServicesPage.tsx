import { listServices } from '@karez/contract/gateway';
import { serviceStates, type ServiceSummary } from '@karez/contract/gateway/schemas';
import { listGrants } from '@karez/contract/sharing';
import { Button, Card, Select, Table, Tabs, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { useMe, usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { ServiceStateTag } from './ServiceStateTag.tsx';
import { clearable } from '../client/clearable.tsx';

const GRANTS_MAX = 100;

/** Entries that one's own department holds a grant in force for. */
function useGrantedEntries(): ReadonlySet<string> {
  const reads = usePower('sharing.read');
  const grants = useAnswer(listGrants, { query: { side: 'held', state: 'active', limit: GRANTS_MAX } }, { enabled: reads });
  return new Set((grants.data?.answer.items ?? []).map((grant) => grant.entryId));
}

/** API services: everything online in the city, and all of one's own department with their states. */
export function ServicesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const registers = usePower('gateway.register');
  const own = search.get('own') === 'true' ? 'true' : 'false';
  const state = serviceStates.find((one) => one === search.get('state'));
  const position = useCursor(`${own} ${state ?? ''}`);
  const services = useAnswer(listServices, {
    query: { own, ...(state === undefined ? {} : { state }), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <>
      <PageHead
        title={t('portal.menu.services')}
        purpose={t('portal.gateway.services-purpose')}
        actions={
          registers ? (
            <Link to={paths.newService()}>
              <Button type="primary">{t('portal.gateway.new')}</Button>
            </Link>
          ) : null
        }
      />
      <Card>
        <Tabs
          activeKey={own}
          onChange={(key) => setSearch({ own: key })}
          items={[
            { key: 'false', label: t('portal.gateway.tab.all') },
            { key: 'true', label: t('portal.gateway.tab.own') },
          ]}
          tabBarExtraContent={
            own === 'true' ? (
              <Select
                aria-label={t('portal.gateway.state')}
                allowClear={clearable(t)}
                placeholder={t('portal.gateway.state')}
                style={{ minInlineSize: 150 }}
                {...(state === undefined ? {} : { value: state })}
                onChange={(next: string | undefined) => setSearch(next === undefined ? { own } : { own, state: next })}
                options={serviceStates.map((one) => ({ value: one, label: t(`portal.gateway.state.${one}`) }))}
              />
            ) : null
          }
        />
        <Loaded query={services}>
          {({ answer }) => (
            <>
              <ServiceTable services={answer.items} own={own === 'true'} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function ServiceTable({ services, own }: { services: readonly ServiceSummary[]; own: boolean }) {
  const { t } = useWords();
  const me = useMe();
  const granted = useGrantedEntries();
  const columns: TableColumnsType<ServiceSummary> = [
    {
      title: t('portal.gateway.service'),
      render: (_value, row) => (
        <Link to={paths.service(row.id)}>
          {row.name}
          <div className="small soft code">{row.code}</div>
        </Link>
      ),
    },
    {
      title: t('portal.gateway.entry'),
      render: (_value, row) => (
        <>
          <Link to={paths.entry(row.entry.id)}>{row.entry.name}</Link>
          <div className="small soft code">{row.entry.code}</div>
        </>
      ),
    },
    { title: t('portal.gateway.provider'), width: 170, render: (_value, row) => row.provider.name },
    { title: t('portal.gateway.operations'), dataIndex: 'operationCount', width: 76, align: 'end' },
    {
      title: t('portal.gateway.ours'),
      width: 124,
      render: (_value, row) => <Ours isProvider={row.provider.id === me.organisation.id} isGranted={granted.has(row.entry.id)} />,
    },
    { title: t('portal.gateway.online-since'), width: 142, render: (_value, row) => dayAndTime(row.onlineSince) },
    { title: t('portal.gateway.state'), width: 92, render: (_value, row) => <ServiceStateTag state={row.state} /> },
  ];
  return (
    <Table<ServiceSummary>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...services]}
      pagination={false}
      {...(services.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{ emptyText: <Blank says={t(own ? 'portal.gateway.none-own' : 'portal.gateway.none')} /> }}
    />
  );
}

function Ours({ isProvider, isGranted }: { isProvider: boolean; isGranted: boolean }) {
  const { t } = useWords();
  if (isProvider) return <StateTag tone="waiting">{t('portal.gateway.is-provider')}</StateTag>;
  if (isGranted) return <StateTag tone="ok">{t('portal.gateway.is-granted')}</StateTag>;
  return <span className="soft">{t('portal.gateway.not-granted')}</span>;
}
