import { listInstruments, listRuleSets } from '@karez/contract/law';
import { Card, Table, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { day } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { Articles } from './Articles.tsx';
import { RuleSetCard } from './RuleSetCard.tsx';
import { pages } from '../client/pages.ts';

const tabs = ['rules', 'articles', 'instruments'] as const;

/** What everything here rests on: terms in force, the articles, the instruments. */
export function LawPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'rules';
  return (
    <>
      <PageHead title={t('portal.menu.law')} purpose={t('portal.law.purpose')} />
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch({ tab: key })}
        items={[
          { key: 'rules', label: t('portal.law.tab.rules'), children: <RuleSets /> },
          { key: 'articles', label: t('portal.law.tab.articles'), children: <Articles /> },
          { key: 'instruments', label: t('portal.law.tab.instruments'), children: <Instruments /> },
        ]}
      />
    </>
  );
}

function RuleSets() {
  const ruleSets = useAnswer(listRuleSets, {});
  return (
    <Loaded query={ruleSets}>
      {({ answer }) => (
        <div className="stack">
          {answer.items.map((set) => (
            <RuleSetCard key={`${set.id} ${set.version}`} set={set} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

function Instruments() {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const instruments = useAnswer(listInstruments, {});
  return (
    <Card>
      <Loaded query={instruments}>
        {({ answer }) => (
          <Table
            rowKey="id"
            size="middle"
            pagination={pages(t, 30)}
            scroll={{ x: 900 }}
            dataSource={answer.items}
            columns={[
              {
                title: t('portal.law.instrument'),
                render: (_value, one) => (
                  <a
                    href={`?tab=articles&instrument=${encodeURIComponent(one.id)}`}
                    onClick={(event) => {
                      event.preventDefault();
                      setSearch({ tab: 'articles', instrument: one.id });
                    }}
                  >
                    {one.title}
                    <div className="small soft">{one.documentNumber}</div>
                  </a>
                ),
              },
              { title: t('portal.law.rank'), width: 120, render: (_value, one) => t(`law.rank.${one.rank}`) },
              { title: t('portal.law.issuer'), dataIndex: 'issuer', width: 190 },
              { title: t('portal.law.in-force-from'), width: 112, render: (_value, one) => day(one.inForceFrom) },
              {
                title: t('portal.law.state'),
                width: 190,
                render: (_value, one) => (
                  <>
                    {one.repealedOn ? (
                      <StateTag tone="off">{t('portal.law.repealed-on', { day: one.repealedOn })}</StateTag>
                    ) : (
                      <StateTag tone="ok">{t('law.article.state.in-force')}</StateTag>
                    )}
                    <div className="small soft">{t(`law.verified.${one.verified}`)}</div>
                  </>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
