import { listSubscriptions, type WatchedEntry } from '@karez/contract/catalog/subscription';
import { Card, Table, Tabs, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { EntryStateTag } from '../tags.tsx';
import { SavedSearches } from './SavedSearches.tsx';
import { WatchButton } from './WatchButton.tsx';

/** 我的订阅: what the reader has kept for themselves. */
export function SubscriptionsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'entries' ? 'entries' : 'searches';
  const kept = useAnswer(listSubscriptions, {});
  return (
    <>
      <PageHead title={t('portal.menu.subscriptions')} purpose={t('portal.subscription.purpose')} />
      <Card>
        <Loaded query={kept}>
          {({ answer: { searches, entries } }) => (
            <Tabs
              activeKey={tab}
              onChange={(key) => setSearch({ tab: key })}
              items={[
                {
                  key: 'searches',
                  label: `${t('portal.subscription.searches')} ${searches.length}`,
                  children: <SavedSearches searches={searches} />,
                },
                { key: 'entries', label: `${t('portal.subscription.entries')} ${entries.length}`, children: <Watched entries={entries} /> },
              ]}
            />
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Watched({ entries }: { entries: readonly WatchedEntry[] }) {
  const { t } = useWords();
  if (entries.length === 0)
    return <Blank says={t('portal.subscription.no-entries')} action={<Link to={paths.search()}>{t('portal.menu.search')}</Link>} />;
  const columns: TableColumnsType<WatchedEntry> = [
    {
      title: t('portal.catalog.match.name'),
      render: (_value, one) => (
        <Link to={paths.entry(one.entryId)}>
          <bdi>{one.name}</bdi>
        </Link>
      ),
    },
    { title: t('portal.catalog.facet.state'), width: 140, render: (_value, one) => <EntryStateTag state={one.state} /> },
    { title: t('portal.subscription.since'), width: 170, render: (_value, one) => dayAndTime(one.since) },
    { title: t('portal.subscription.watch'), width: 150, render: (_value, one) => <WatchButton entryId={one.entryId} /> },
  ];
  return (
    <Table rowKey="entryId" columns={columns} dataSource={[...entries]} pagination={false} size="middle" scroll={{ x: 'max-content' }} />
  );
}
