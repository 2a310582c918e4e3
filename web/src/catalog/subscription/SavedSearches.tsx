import { facetNames } from '@karez/contract/catalog/answers';
import { lookAtSearch, removeSearch, subscribeToSearch, type SavedQuery, type SavedSearch } from '@karez/contract/catalog/subscription';
import { Button, Popconfirm, Switch, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { useFacetWords } from '../FacetPanel.tsx';
import { useNames } from '../use-names.ts';

const stale = ['catalog.list-subscriptions'];

/** The question in words; of departments, which are kept by number, how many. */
function useQueryWords(): (query: SavedQuery) => string {
  const { t } = useWords();
  const word = useFacetWords(useNames());
  return (query) => {
    const filters = facetNames.flatMap((facet) => {
      const values = query[facet]?.split(',') ?? [];
      if (values.length === 0) return [];
      const said = facet === 'provider' ? String(values.length) : values.map((value) => word(facet, value, value)).join(' · ');
      return [`${t(`portal.catalog.facet.${facet}`)}: ${said}`];
    });
    return [...(query.q === undefined ? [] : [query.q]), ...filters].join('; ');
  };
}

/** Saved searches with what is new in each; opening one says that its owner has looked. */
export function SavedSearches({ searches }: { searches: readonly SavedSearch[] }) {
  const { t } = useWords();
  const inWords = useQueryWords();
  const look = useDeed(lookAtSearch, stale);
  const subscribe = useDeed(subscribeToSearch, stale);
  const remove = useDeed(removeSearch, stale);
  if (searches.length === 0)
    return <Blank says={t('portal.subscription.no-searches')} action={<Link to={paths.search()}>{t('portal.menu.search')}</Link>} />;
  const columns: TableColumnsType<SavedSearch> = [
    {
      title: t('portal.subscription.name'),
      render: (_value, one) => (
        <Link
          to={paths.search({ ...one.query, q: one.query.q ?? '' })}
          onClick={() => (one.newCount > 0 ? look.mutate({ params: { searchId: one.id } }) : undefined)}
        >
          <bdi>{one.name}</bdi>
        </Link>
      ),
    },
    { title: t('portal.subscription.query'), render: (_value, one) => <bdi className="soft">{inWords(one.query)}</bdi> },
    {
      title: t('portal.subscription.new-column'),
      width: 150,
      render: (_value, one) =>
        one.newCount > 0 ? (
          <StateTag tone="ok">{t('portal.subscription.new', { count: one.newCount })}</StateTag>
        ) : (
          <span className="soft">{t('portal.subscription.none-new')}</span>
        ),
    },
    {
      title: t('portal.subscription.notify'),
      width: 90,
      render: (_value, one) => (
        <Switch
          checked={one.isSubscribed}
          aria-label={`${t('portal.subscription.subscribe')}: ${one.name}`}
          onChange={(isSubscribed) => subscribe.mutate({ params: { searchId: one.id }, body: { isSubscribed } })}
        />
      ),
    },
    {
      title: '',
      width: 90,
      render: (_value, one) => (
        <Popconfirm
          title={t('portal.subscription.remove-sure', { name: one.name })}
          okText={t('portal.subscription.remove')}
          cancelText={t('portal.cancel')}
          onConfirm={() => remove.mutate({ params: { searchId: one.id } })}
        >
          <Button type="link" size="small" aria-label={`${t('portal.subscription.remove')}: ${one.name}`}>
            {t('portal.subscription.remove')}
          </Button>
        </Popconfirm>
      ),
    },
  ];
  const error = subscribe.error ?? remove.error ?? look.error;
  return (
    <>
      {error ? <Trouble error={error} /> : null}
      <Table rowKey="id" columns={columns} dataSource={[...searches]} pagination={false} size="middle" scroll={{ x: 'max-content' }} />
    </>
  );
}
