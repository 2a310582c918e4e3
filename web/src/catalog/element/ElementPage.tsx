import { getElement, type Element } from '@karez/contract/catalog/element';
import { Breadcrumb, Button, Card, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { useNames } from '../use-names.ts';
import { DesignateDialog } from './DesignateDialog.tsx';
import { EditElementDialog } from './EditElementDialog.tsx';
import { ElementHistory } from './ElementHistory.tsx';
import { pages } from '../../client/pages.ts';

/** One data element: what it means, who is its source by which decision, and who else collects it. */
export function ElementPage() {
  const { elementId = '' } = useParams();
  const element = useAnswer(getElement, { params: { elementId } });
  return <Loaded query={element}>{({ answer }) => <ShownElement element={answer} />}</Loaded>;
}

function ShownElement({ element }: { element: Element }) {
  const { t } = useWords();
  const [designating, setDesignating] = useState(false);
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHead
        crumbs={<Breadcrumb items={[{ title: <Link to={paths.elements()}>{t('portal.menu.elements')}</Link> }, { title: element.code }]} />}
        title={<bdi>{element.name}</bdi>}
        purpose={<bdi>{element.definition}</bdi>}
        actions={
          element.designable ? (
            <>
              <Button onClick={() => setEditing(true)}>{t('portal.element.edit')}</Button>
              <Button type="primary" onClick={() => setDesignating(true)}>
                {t('portal.element.designate')}
              </Button>
            </>
          ) : null
        }
      />
      <div className="stack">
        <Card>
          <Facts
            facts={[
              { label: t('portal.element.code'), value: <bdi className="code">{element.code}</bdi> },
              { label: t('portal.element.data-type'), value: t(`catalog.data-type.${element.dataType}`) },
              { label: t('portal.element.code-set'), value: element.codeSet },
              { label: t('portal.element.synonyms'), value: element.synonyms.join(t('portal.element.and')) },
            ]}
          />
        </Card>
        <Card title={t('portal.element.designations')}>
          <Designations element={element} />
        </Card>
        <Card title={t('portal.element.items', { count: element.items.length })}>
          <Items element={element} />
        </Card>
        <Card title={t('portal.element.history')}>
          <ElementHistory element={element} />
        </Card>
      </div>
      {editing ? <EditElementDialog element={element} onClose={() => setEditing(false)} /> : null}
      {designating ? <DesignateDialog element={element} onClose={() => setDesignating(false)} /> : null}
    </>
  );
}

type Designation = Element['designations'][number];

function Designations({ element }: { element: Element }) {
  const { t } = useWords();
  const names = useNames();
  const columns: TableColumnsType<Designation> = [
    { title: t('portal.element.source'), render: (_value, { organisationName }) => <bdi>{organisationName}</bdi> },
    { title: t('portal.element.region'), width: 140, render: (_value, { regionCode }) => <bdi>{names.region(regionCode)}</bdi> },
    { title: t('portal.element.decision'), render: (_value, { decisionNo }) => <bdi>{decisionNo}</bdi> },
    { title: t('portal.element.decided-on'), width: 120, dataIndex: 'decidedOn' },
    {
      title: t('portal.sharing.state'),
      width: 160,
      render: (_value, { endedOn }) => (
        <StateTag tone={endedOn === null ? 'ok' : 'off'}>
          {endedOn === null ? t('portal.element.in-force') : t('portal.element.until', { day: endedOn })}
        </StateTag>
      ),
    },
  ];
  return (
    <Table<Designation>
      rowKey={(row) => `${row.regionCode}:${row.organisationId}:${row.decidedOn}:${row.decisionNo}`}
      size="small"
      columns={columns}
      dataSource={[...element.designations]}
      pagination={false}
      {...(element.designations.length > 0 ? { scroll: { x: 640 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.element.no-source')} /> }}
    />
  );
}

type Linked = Element['items'][number];

function Items({ element }: { element: Element }) {
  const { t } = useWords();
  const role = ({ isSource, linked }: Linked) => {
    if (isSource) return <StateTag tone="ok">{t('portal.element.is-source')}</StateTag>;
    return linked ? (
      <StateTag tone="waiting">{t('portal.element.is-linked')}</StateTag>
    ) : (
      <StateTag tone="warn">{t('portal.element.is-alike')}</StateTag>
    );
  };
  const columns: TableColumnsType<Linked> = [
    { title: t('portal.element.item'), render: (_value, { nameZh }) => <bdi>{nameZh}</bdi> },
    {
      title: t('portal.element.entry'),
      render: (_value, { entryId, entryName }) => (
        <Link to={paths.entry(entryId)}>
          <bdi>{entryName}</bdi>
        </Link>
      ),
    },
    { title: t('portal.element.collector'), render: (_value, { organisationName }) => <bdi>{organisationName}</bdi> },
    { title: t('portal.element.role'), width: 160, render: (_value, item) => role(item) },
  ];
  return (
    <Table<Linked>
      rowKey={({ entryId, no }) => `${entryId}:${no}`}
      size="small"
      columns={columns}
      dataSource={[...element.items]}
      pagination={pages(t, 20)}
      {...(element.items.length > 0 ? { scroll: { x: 640 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.element.no-items')} /> }}
    />
  );
}
