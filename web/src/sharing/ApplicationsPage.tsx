import { applicationStates, type ApplicationSummary } from '@karez/contract/sharing/schemas';
import { exportApplications, listApplications } from '@karez/contract/sharing';
import { Card, Select, Table, Tabs, Tag, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { ClockBadge } from '../client/ClockBadge.tsx';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { day } from '../client/dates.ts';
import { LedgerButton } from '../client/LedgerButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { useAnyPower } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { ApplicationStateTag } from './StateTags.tsx';
import { SearchField } from '../client/SearchField.tsx';
import { clearable } from '../client/clearable.tsx';

type Side = 'outgoing' | 'incoming' | 'authority';

/** Applications of one's own department, those it has to answer, and those that wait for the authority. */
export function ApplicationsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const decides = useAnyPower(['sharing.decide-dispute', 'sharing.extend']);
  const asked = search.get('side');
  const side: Side = asked === 'incoming' || asked === 'authority' ? asked : 'outgoing';
  const state = search.get('state') ?? '';
  const q = search.get('q') ?? '';
  const position = useCursor(`${side} ${state} ${q}`);
  const filters = { side, ...(state === '' ? {} : { state }), ...(q === '' ? {} : { q }) };
  const page = position.cursor === undefined ? {} : { cursor: position.cursor };
  const applications = useAnswer(listApplications, { query: { ...filters, ...page } });
  const change = (next: Record<string, string>) =>
    setSearch(Object.fromEntries(Object.entries({ side, state, q, ...next }).filter(([, value]) => value !== '')));
  const tabs = [
    { key: 'outgoing', label: t('portal.menu.applications-out') },
    { key: 'incoming', label: t('portal.menu.applications-in') },
    ...(decides ? [{ key: 'authority', label: t('portal.menu.applications-authority') }] : []),
  ];
  return (
    <>
      <PageHead
        title={t('portal.menu.sharing')}
        purpose={t(`portal.sharing.purpose.${side}`)}
        actions={<LedgerButton route={exportApplications} input={{ query: filters }} />}
      />
      <Card>
        <Tabs activeKey={side} onChange={(key) => setSearch({ side: key })} items={tabs} />
        <div className="row no-print" style={{ marginBlockEnd: 12 }}>
          <SearchField
            defaultValue={q}
            key={q}
            placeholder={t('portal.sharing.find-no')}
            aria-label={t('portal.sharing.find-no')}
            style={{ inlineSize: 280 }}
            onSearch={(text) => change({ q: text.trim() })}
          />
          <Select
            aria-label={t('portal.sharing.state')}
            allowClear={clearable(t)}
            placeholder={t('portal.sharing.state')}
            style={{ minInlineSize: 200 }}
            {...(state === '' ? {} : { value: state })}
            onChange={(next: string | undefined) => change({ state: next ?? '' })}
            options={applicationStates.map((one) => ({ value: one, label: t(`sharing.state.${one}`) }))}
          />
        </div>
        <Loaded query={applications}>
          {({ answer }) => (
            <>
              <ApplicationTable side={side} applications={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function ApplicationTable({ side, applications }: { side: Side; applications: readonly ApplicationSummary[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<ApplicationSummary> = [
    {
      title: t('portal.sharing.entry'),
      render: (_value, row) => (
        <Link to={paths.application(row.id)}>
          {row.entryName} {row.backflow ? <Tag color="processing">{t('sharing.backflow')}</Tag> : null}
          <div className="small soft code">{row.no ?? t('portal.sharing.no-number')}</div>
        </Link>
      ),
    },
    ...(side === 'outgoing'
      ? []
      : [{ title: t('portal.sharing.requester'), render: (_value: unknown, row: ApplicationSummary) => row.requester.name }]),
    ...(side === 'incoming'
      ? []
      : [{ title: t('portal.sharing.provider'), render: (_value: unknown, row: ApplicationSummary) => row.provider.name }]),
    { title: t('portal.sharing.received'), width: 130, render: (_value, row) => day(row.submittedAt) },
    { title: t('portal.sharing.clock'), width: 170, render: (_value, row) => <ClockBadge clock={row.clock} /> },
    { title: t('portal.sharing.state'), width: 190, render: (_value, row) => <ApplicationStateTag state={row.state} /> },
  ];
  return (
    <Table<ApplicationSummary>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...applications]}
      pagination={false}
      {...(applications.length > 0 ? { scroll: { x: 820 } } : {})}
      locale={{
        emptyText: (
          <Blank
            says={t(`portal.sharing.none.${side}`)}
            {...(side === 'outgoing' ? { action: <Link to={paths.search()}>{t('portal.menu.search')}</Link> } : {})}
          />
        ),
      }}
    />
  );
}
