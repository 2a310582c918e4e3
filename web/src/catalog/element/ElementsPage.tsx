import { listElements, type ElementSummary } from '@karez/contract/catalog/element';
import { Button, Card, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { RegisterElementDialog } from './RegisterElementDialog.tsx';
import { SearchField } from '../../client/SearchField.tsx';
import { pages } from '../../client/pages.ts';

/** 数据元: each datum once, with the department that is its source. */
export function ElementsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const [registering, setRegistering] = useState(false);
  const q = search.get('q') ?? '';
  const elements = useAnswer(listElements, { query: q === '' ? {} : { q } });
  const mayRegister = elements.data?.answer.mayRegister === true;
  return (
    <>
      <PageHead
        title={t('portal.menu.elements')}
        purpose={t('portal.element.purpose')}
        actions={
          mayRegister ? (
            <Button type="primary" onClick={() => setRegistering(true)}>
              {t('portal.element.register')}
            </Button>
          ) : null
        }
      />
      <Card>
        <SearchField
          defaultValue={q}
          maxLength={128}
          aria-label={t('portal.element.find')}
          placeholder={t('portal.element.find')}
          style={{ maxInlineSize: 420, marginBlockEnd: 16 }}
          onSearch={(text) => setSearch(text === '' ? {} : { q: text }, { replace: true })}
        />
        <Loaded query={elements}>{({ answer }) => <ElementTable elements={answer.items} />}</Loaded>
      </Card>
      {registering ? <RegisterElementDialog onClose={() => setRegistering(false)} /> : null}
    </>
  );
}

function ElementTable({ elements }: { elements: readonly ElementSummary[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<ElementSummary> = [
    { title: t('portal.element.code'), width: 100, render: (_value, { code }) => <bdi className="code">{code}</bdi> },
    {
      title: t('portal.element.name'),
      render: (_value, element) => (
        <>
          <Link to={paths.element(element.id)}>
            <bdi>{element.name}</bdi>
          </Link>
          {element.match === 'synonym' ? <bdi className="small soft"> · {element.synonyms.join(t('portal.element.and'))}</bdi> : null}
          <div className="small soft">
            <bdi>{element.definition}</bdi>
          </div>
        </>
      ),
    },
    { title: t('portal.element.code-set'), width: 180, render: (_value, { codeSet }) => <bdi>{codeSet ?? '—'}</bdi> },
    {
      title: t('portal.element.source'),
      width: 200,
      render: (_value, { sources }) =>
        sources.length === 0 ? (
          <span className="soft">{t('portal.element.no-source')}</span>
        ) : (
          sources.map(({ organisationId, organisationName }) => (
            <div key={organisationId}>
              <bdi>{organisationName}</bdi>
            </div>
          ))
        ),
    },
    {
      title: t('portal.element.linked'),
      width: 110,
      align: 'end',
      render: (_value, { id, linkedItems }) => <Link to={paths.element(id)}>{linkedItems}</Link>,
    },
  ];
  return (
    <Table<ElementSummary>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...elements]}
      pagination={pages(t, 50)}
      {...(elements.length > 0 ? { scroll: { x: 860 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.element.none')} /> }}
    />
  );
}
