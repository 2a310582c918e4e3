import {
  exportResponsibilities,
  listResponsibilities,
  responsibilityKinds,
  responsibilityStates,
  type Responsibility,
} from '@karez/contract/sharing/lists';
import { Table } from 'antd';
import { Link } from 'react-router';
import { CursorPager } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { CountedChoices, ListPage, useListAddress } from './ListPage.tsx';

const tones = { open: 'waiting', overdue: 'danger', met: 'ok' } as const;

function filtersFrom(search: URLSearchParams) {
  const kind = responsibilityKinds.find((one) => one === search.get('kind'));
  const state = responsibilityStates.find((one) => one === search.get('state'));
  const provider = search.get('provider');
  return { ...(kind ? { kind } : {}), ...(state ? { state } : {}), ...(provider ? { provider } : {}) };
}

/** 责任清单: which department owes which data by when. */
export function ResponsibilitiesPage() {
  const { t } = useWords();
  const { filters, offset, position, choose } = useListAddress(filtersFrom);
  const found = useAnswer(listResponsibilities, { query: { ...filters, offset } });
  const file = useDownload(exportResponsibilities);
  return (
    <ListPage
      title={t('portal.menu.responsibilities')}
      purpose={t('portal.list.responsibilities-purpose')}
      file={file}
      onExport={() => file.fetch({ query: filters })}
    >
      <Loaded query={found}>
        {({ answer }) => (
          <>
            <CountedChoices
              filters={filters}
              onChoose={choose}
              choices={[
                {
                  name: 'kind',
                  label: t('sharing.list.kind'),
                  options: answer.facets.kind.map((one) => ({ ...one, label: t(`sharing.responsibility.${one.value}`) })),
                },
                {
                  name: 'state',
                  label: t('sharing.list.state'),
                  options: answer.facets.state.map((one) => ({ ...one, label: t(`sharing.responsibility-state.${one.value}`) })),
                },
                { name: 'provider', label: t('sharing.list.provider'), options: answer.facets.provider },
              ]}
            />
            <ResponsibilityTable rows={answer.items} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </ListPage>
  );
}

const pathTo = { demand: paths.demand, listing: paths.entry, source: paths.element } as const;

function ResponsibilityTable({ rows }: { rows: readonly Responsibility[] }) {
  const { t } = useWords();
  return (
    <Table<Responsibility>
      rowKey={({ kind, id, provider }) => `${kind} ${id} ${provider.id}`}
      size="middle"
      pagination={false}
      dataSource={[...rows]}
      {...(rows.length > 0 ? { scroll: { x: 860 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.list.none')} /> }}
      columns={[
        {
          title: t('sharing.list.name'),
          render: (_value, row) => (
            <Link to={pathTo[row.kind](row.id)}>
              <bdi>{row.name}</bdi>
            </Link>
          ),
        },
        {
          title: t('sharing.list.state'),
          width: 140,
          render: (_value, row) =>
            row.kind === 'source' ? '—' : <StateTag tone={tones[row.state]}>{t(`sharing.responsibility-state.${row.state}`)}</StateTag>,
        },
        { title: t('sharing.list.due-on'), width: 130, render: (_value, row) => row.dueOn ?? '—' },
        { title: t('sharing.list.provider'), render: (_value, row) => <bdi>{row.provider.name}</bdi> },
        { title: t('sharing.list.kind'), width: 140, render: (_value, row) => t(`sharing.responsibility.${row.kind}`) },
        { title: t('sharing.list.division'), render: (_value, row) => (row.division === '' ? '—' : <bdi>{row.division}</bdi>) },
      ]}
    />
  );
}
