import { listTemplates, type TemplateSummary } from '@karez/contract/sharing/template';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { SearchField } from '../../client/SearchField.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';

/** 应用场景模板: how a usual need is asked for, and where to begin with it. */
export function TemplatesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const [isWriting, setWriting] = useState(false);
  const templates = useAnswer(listTemplates, { query: q === '' ? {} : { q } });
  return (
    <>
      <PageHead
        title={t('portal.menu.templates')}
        purpose={t('portal.template.purpose')}
        actions={
          templates.data?.answer.maintainable ? (
            <Button type="primary" onClick={() => setWriting(true)}>
              {t('portal.template.make')}
            </Button>
          ) : null
        }
      />
      <Card>
        <div className="row no-print" style={{ marginBlockEnd: 12 }}>
          <SearchField
            defaultValue={q}
            key={q}
            placeholder={t('portal.template.find')}
            aria-label={t('portal.template.find')}
            style={{ inlineSize: 320 }}
            onSearch={(text) => setSearch(text.trim() === '' ? {} : { q: text.trim() })}
          />
        </div>
        <Loaded query={templates}>{({ answer }) => <TemplateTable templates={answer.items} />}</Loaded>
      </Card>
      {isWriting ? <TemplateDialog template={null} onClose={() => setWriting(false)} /> : null}
    </>
  );
}

function TemplateTable({ templates }: { templates: readonly TemplateSummary[] }) {
  const { t } = useWords();
  return (
    <Table<TemplateSummary>
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={[...templates]}
      {...(templates.length > 0 ? { scroll: { x: 820 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.template.none')} /> }}
      columns={[
        {
          title: t('portal.template.title'),
          render: (_value, { id, content }) => (
            <>
              <Link to={paths.template(id)}>
                <bdi>{content.title}</bdi>
              </Link>
              <div className="small soft">
                <bdi>{content.summary}</bdi>
              </div>
            </>
          ),
        },
        {
          title: t('portal.template.entries'),
          width: 280,
          render: (_value, { entries }) =>
            entries.length === 0
              ? t('portal.template.any-entry')
              : entries.map(({ id, name }) => (
                  <div key={id}>
                    <Link to={paths.entry(id)}>
                      <bdi>{name}</bdi>
                    </Link>
                  </div>
                )),
        },
        { title: t('portal.template.version'), width: 90, dataIndex: 'version' },
        { title: t('portal.template.made-on'), width: 130, render: (_value, { madeAt }) => day(madeAt) },
      ]}
    />
  );
}
