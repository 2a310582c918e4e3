import { denialKinds, exportDenials, listDenials, type Denied } from '@karez/contract/sharing/lists';
import { Table } from 'antd';
import { Link } from 'react-router';
import { CursorPager } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { CountedChoices, ListPage, useListAddress } from './ListPage.tsx';

function filtersFrom(search: URLSearchParams) {
  const kind = denialKinds.find((one) => one === search.get('kind'));
  const provider = search.get('provider');
  return { ...(kind ? { kind } : {}), ...(provider ? { provider } : {}) };
}

/** 负面清单: what is not shared, with reason and articles. */
export function DenialsPage() {
  const { t } = useWords();
  const { filters, offset, position, choose } = useListAddress(filtersFrom);
  const found = useAnswer(listDenials, { query: { ...filters, offset } });
  const file = useDownload(exportDenials);
  return (
    <ListPage
      title={t('portal.menu.denials')}
      purpose={t('portal.list.denials-purpose')}
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
                  options: answer.facets.kind.map((one) => ({ ...one, label: t(`sharing.denial.${one.value}`) })),
                },
                { name: 'provider', label: t('sharing.list.provider'), options: answer.facets.provider },
              ]}
            />
            <DenialTable rows={answer.items} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </ListPage>
  );
}

function DenialTable({ rows }: { rows: readonly Denied[] }) {
  const { t } = useWords();
  return (
    <Table<Denied>
      rowKey={({ entryId, item }) => `${entryId} ${item?.no ?? 0}`}
      size="middle"
      pagination={false}
      dataSource={[...rows]}
      {...(rows.length > 0 ? { scroll: { x: 980 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.list.none')} /> }}
      columns={[
        { title: t('sharing.list.provider'), render: (_value, row) => <bdi>{row.provider.name}</bdi> },
        {
          title: t('sharing.list.entry'),
          render: (_value, row) => (
            <>
              <Link to={paths.entry(row.entryId)}>
                <bdi>{row.entryName}</bdi>
              </Link>
              <div className="small soft">
                <bdi className="code">{row.resourceCode}</bdi>
              </div>
            </>
          ),
        },
        {
          title: t('sharing.list.item'),
          render: (_value, row) => (row.item === null ? t('sharing.denial.entry') : <bdi>{row.item.name}</bdi>),
        },
        { title: t('sharing.list.reason'), render: (_value, row) => <bdi>{row.reason}</bdi> },
        { title: t('sharing.list.basis'), render: (_value, row) => <bdi className="pre">{row.basis.join('\n')}</bdi> },
      ]}
    />
  );
}
