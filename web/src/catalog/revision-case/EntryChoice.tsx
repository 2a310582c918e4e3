import { proposeEntries, type ProposedEntry } from '@karez/contract/catalog/revision-case';
import type { AnswerOf } from '@karez/contract/route';
import { Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { pages } from '../../client/pages.ts';
import { useAnswer } from '../../client/queries.ts';
import { SearchField } from '../../client/SearchField.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { DepartmentSelect } from '../transfer/DepartmentSelect.tsx';

type Choice = { chosen: readonly string[]; onChosen: (ids: readonly string[]) => void };

const ROWS_SHOWN = 20;

/** Entries that the duty may touch, proposed by its words and by department; what is chosen stays chosen over searches. */
export function EntryChoice({ chosen, onChosen }: Choice) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const [provider, setProvider] = useState('');
  return (
    <div className="stack">
      <div className="row" style={{ alignItems: 'center' }}>
        <SearchField
          placeholder={t('portal.change-event.find')}
          aria-label={t('portal.change-event.find')}
          style={{ maxInlineSize: 420 }}
          onSearch={(text) => setWords(text.trim())}
          // Enter in a field of a form sends the form; here it searches.
          onPressEnter={(event) => event.preventDefault()}
        />
        <div style={{ inlineSize: 300, maxInlineSize: '100%' }}>
          <DepartmentSelect label={t('portal.change-event.by-department')} dissolvedToo onChange={(id) => setProvider(id ?? '')} />
        </div>
        {chosen.length > 0 ? (
          <Button onClick={() => onChosen([])}>{t('portal.change-event.choose-none', { count: chosen.length })}</Button>
        ) : null}
      </div>
      {words === '' && provider === '' ? (
        <Blank says={t('portal.change-event.find-first')} />
      ) : (
        <Proposals words={words} provider={provider} chosen={chosen} onChosen={onChosen} />
      )}
    </div>
  );
}

function Proposals({ words, provider, ...choice }: Choice & { words: string; provider: string }) {
  const found = useAnswer(proposeEntries, { query: { words, provider } });
  return <Loaded query={found}>{({ answer }) => <Found found={answer} {...choice} />}</Loaded>;
}

function Found({ found, chosen, onChosen }: Choice & { found: AnswerOf<typeof proposeEntries> }) {
  const { t } = useWords();
  const { items, total } = found;
  const missing = items.filter(({ id }) => !chosen.includes(id));
  return (
    <>
      {items.length === 0 ? null : (
        <div className="row" style={{ alignItems: 'center' }}>
          <span role="status">
            {total > items.length
              ? t('portal.change-event.found-cut', { total, shown: items.length })
              : t('portal.change-event.found', { count: total })}
          </span>
          {missing.length === 0 ? null : (
            <Button onClick={() => onChosen([...chosen, ...missing.map(({ id }) => id)])}>
              {t('portal.change-event.choose-found', { count: missing.length })}
            </Button>
          )}
        </div>
      )}
      <WideTable label={t('portal.change-event.touched')} minWidth={640}>
        <Table<ProposedEntry>
          rowKey="id"
          size="small"
          pagination={pages(t, ROWS_SHOWN)}
          dataSource={items}
          locale={{ emptyText: <Blank says={t('portal.change-event.found-none')} /> }}
          rowSelection={{
            selectedRowKeys: [...chosen],
            preserveSelectedRowKeys: true,
            onChange: (keys) => onChosen(keys.map(String)),
            getTitleCheckboxProps: () => ({ 'aria-label': t('portal.choose-all') }),
            getCheckboxProps: (entry) => ({ 'aria-label': t('portal.bulk.choose', { name: entry.name }) }),
          }}
          columns={[
            {
              title: t('catalog.field.name'),
              render: (_value, entry) => (
                <>
                  <Link to={paths.entry(entry.id)} target="_blank" rel="noopener">
                    <bdi>{entry.name}</bdi>
                  </Link>{' '}
                  <bdi className="small soft code">{entry.resourceCode}</bdi>
                </>
              ),
            },
            { title: t('portal.change-event.department'), width: 200, render: (_value, entry) => <bdi>{entry.provider.name}</bdi> },
            { title: t('portal.change-event.matched'), render: (_value, entry) => <Matched entry={entry} /> },
          ]}
        />
      </WideTable>
    </>
  );
}

/** Which words of the duty the entry holds, and where. */
function Matched({ entry }: { entry: ProposedEntry }) {
  const { t } = useWords();
  if (entry.matched.length === 0) return <span className="soft">{t('portal.change-event.matched-department')}</span>;
  return entry.matched.map(({ word, places }) => (
    <Tag key={word} style={{ whiteSpace: 'normal' }}>
      <bdi>{word}</bdi> <span className="soft">{places.map((place) => t(`portal.change-event.place.${place}`)).join(' · ')}</span>
    </Tag>
  ));
}
