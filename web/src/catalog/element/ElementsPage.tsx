import { listElements, type ElementSummary } from '@karez/contract/catalog/element';
import { Button, Card, Segmented, Table, type TableColumnsType } from 'antd';
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

const standings = ['all', 'source', 'no-source'] as const;
type Standing = (typeof standings)[number];

function standing(elements: readonly ElementSummary[], shown: Standing): readonly ElementSummary[] {
  if (shown === 'all') return elements;
  return elements.filter(({ sources }) => sources.length > 0 === (shown === 'source'));
}

function addressOf(q: string, shown: Standing): Record<string, string> {
  return { ...(q === '' ? {} : { q }), ...(shown === 'all' ? {} : { with: shown }) };
}

/** 数据元: each datum once, with the department that is its source. */
export function ElementsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const [registering, setRegistering] = useState(false);
  const q = search.get('q') ?? '';
  const shown = standings.find((one) => one === search.get('with')) ?? 'all';
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
          onSearch={(text) => setSearch(addressOf(text, shown), { replace: true })}
        />
        <Loaded query={elements}>
          {({ answer }) => (
            <>
              <Segmented
                aria-label={t('portal.element.source')}
                style={{ display: 'flex', inlineSize: 'fit-content', marginBlockEnd: 12 }}
                value={shown}
                onChange={(next) => setSearch(addressOf(q, next), { replace: true })}
                options={standings.map((one) => ({
                  value: one,
                  label: t('portal.conformance.option', {
                    label: t(`portal.element.with.${one}`),
                    count: standing(answer.items, one).length,
                  }),
                }))}
              />
              <ElementTable elements={standing(answer.items, shown)} />
            </>
          )}
        </Loaded>
      </Card>
      {registering ? <RegisterElementDialog onClose={() => setRegistering(false)} /> : null}
    </>
  );
}

function ElementTable({ elements }: { elements: readonly ElementSummary[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<ElementSummary> = [
    {
      title: t('portal.element.code'),
      width: 110,
      sorter: (one, other) => one.code.localeCompare(other.code),
      render: (_value, { code }) => <bdi className="code">{code}</bdi>,
    },
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
      width: 120,
      sorter: (one, other) => one.linkedItems - other.linkedItems,
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
