import { translationLanguages, translationStates, type TranslationState } from '@karez/contract/catalog/translation';
import { listTranslations, readTranslationBoard, type BoardRow, type TranslationTask } from '@karez/contract/catalog/translation-board';
import { Card, Segmented, Table, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { TranslationWorkbook } from './TranslationWorkbook.tsx';
import { scriptOf, TranslationStateTag } from './translation-words.tsx';
import { pages } from '../../client/pages.ts';

/** What the address asks for. */
function useQuestion() {
  const [search] = useSearchParams();
  const language = translationLanguages.find((known) => known === search.get('language')) ?? 'ug';
  const state = translationStates.find((known) => known === search.get('state'));
  const provider = search.get('provider') ?? undefined;
  return { language, state, provider };
}
type Question = ReturnType<typeof useQuestion>;

/** How far the catalogue is translated, and what to translate next. */
export function TranslationsPage() {
  const { t } = useWords();
  const question = useQuestion();
  const [, setSearch] = useSearchParams();
  return (
    <>
      <PageHead
        title={t('portal.menu.translations')}
        purpose={t('portal.translations.purpose')}
        actions={
          <>
            <TranslationWorkbook {...question} />
            <Segmented
              aria-label={t('portal.translation.language')}
              value={question.language}
              options={translationLanguages.map((one) => ({ value: one, label: t(`catalog.translation.language.${one}`) }))}
              onChange={(language) => setSearch({ language })}
            />
          </>
        }
      />
      <div className="stack">
        <Board question={question} />
        <Queue question={question} />
      </div>
    </>
  );
}

function countLink(question: Question, state: TranslationState, given: { count: number; provider?: string }) {
  if (given.count === 0) return <span className="soft">0</span>;
  return <Link to={paths.translations({ language: question.language, state, provider: given.provider })}>{given.count}</Link>;
}

/** Departments and their numbers; every number opens its list. */
function Board({ question }: { question: Question }) {
  const { t } = useWords();
  const board = useAnswer(readTranslationBoard, { query: { language: question.language } });
  const columns: TableColumnsType<BoardRow> = [
    {
      title: t('portal.translations.department'),
      render: (_value, row) => (
        <Link to={paths.translations({ language: question.language, provider: row.organisationId })}>
          <bdi>{row.organisation}</bdi>
        </Link>
      ),
    },
    ...translationStates.map((state) => ({
      title: t(`catalog.translation.state.${state}`),
      width: 120,
      render: (_value: unknown, row: BoardRow) => countLink(question, state, { count: row.counts[state], provider: row.organisationId }),
    })),
  ];
  return (
    <Card title={t('portal.translations.board')}>
      <Loaded query={board}>
        {({ answer }) => (
          <Table<BoardRow>
            rowKey="organisationId"
            size="small"
            columns={columns}
            dataSource={[...answer.rows]}
            pagination={pages(t, 10)}
            locale={{ emptyText: <Blank says={t('portal.translations.board-empty')} /> }}
            {...(answer.rows.length > 0 ? { scroll: { x: 720 } } : {})}
            summary={() => (
              <Table.Summary.Row>
                <Table.Summary.Cell index={0}>
                  <strong>{t('portal.translations.all')}</strong>
                </Table.Summary.Cell>
                {translationStates.map((state, at) => (
                  <Table.Summary.Cell key={state} index={at + 1}>
                    <strong>{countLink(question, state, { count: answer.total[state] })}</strong>
                  </Table.Summary.Cell>
                ))}
              </Table.Summary.Row>
            )}
          />
        )}
      </Loaded>
    </Card>
  );
}

/** The entries behind the number that was chosen, the most used first. */
function Queue({ question }: { question: Question }) {
  const { t } = useWords();
  const { language, state, provider } = question;
  const [, setSearch] = useSearchParams();
  const position = useCursor(`${language} ${state} ${provider}`);
  const asked = { language, limit: 20, ...(state ? { state } : {}), ...(provider ? { provider } : {}) };
  const found = useAnswer(listTranslations, { query: { ...asked, ...(position.cursor ? { cursor: position.cursor } : {}) } });
  const choices = [
    { value: '', label: t('portal.translations.every-state') },
    ...translationStates.map((one) => ({ value: one, label: t(`catalog.translation.state.${one}`) })),
  ];
  return (
    <Card
      title={t('portal.translations.queue')}
      extra={
        <Segmented
          aria-label={t('portal.translations.state')}
          value={state ?? ''}
          options={choices}
          onChange={(next) => setSearch({ language, ...(provider ? { provider } : {}), ...(next === '' ? {} : { state: next }) })}
        />
      }
    >
      {provider ? (
        <p className="small">
          {t('portal.translations.one-department')}{' '}
          <Link to={paths.translations({ language, ...(state ? { state } : {}) })}>{t('portal.translations.every-department')}</Link>
        </p>
      ) : null}
      <Loaded query={found}>
        {({ answer }) => (
          <>
            <Tasks tasks={answer.items} language={language} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Tasks({ tasks, language }: { tasks: readonly TranslationTask[]; language: Question['language'] }) {
  const { t } = useWords();
  const columns = stacked<TranslationTask>([
    {
      title: t('portal.translations.entry'),
      render: (_value, task) => (
        <>
          <Link to={paths.translation(task.entryId, language)}>
            <bdi lang="zh">{task.name}</bdi>
          </Link>
          {task.translatedName === '' ? null : (
            <div>
              <bdi {...scriptOf(language)}>{task.translatedName}</bdi>
            </div>
          )}
        </>
      ),
    },
    { title: t('portal.translations.department'), width: 200, render: (_value, task) => <bdi>{task.provider}</bdi> },
    { title: t('portal.translations.state'), width: 130, render: (_value, task) => <TranslationStateTag state={task.state} /> },
    { title: t('portal.translations.done'), width: 120, render: (_value, task) => doneOf(task) },
    { title: t('portal.translations.uses'), width: 110, dataIndex: 'uses' },
  ]);
  return (
    <Table<TranslationTask>
      className="stacked"
      rowKey="entryId"
      size="small"
      columns={columns}
      dataSource={[...tasks]}
      pagination={false}
      locale={{ emptyText: <Blank says={t('portal.translations.queue-empty')} /> }}
      {...(tasks.length > 0 ? { scroll: { x: 760 } } : {})}
    />
  );
}

/** Reviewed fields of all fields. */
function doneOf({ counts }: TranslationTask): string {
  if (counts === null) return '—';
  const all = counts.missing + counts.draft + counts.translated + counts.reviewed + counts.stale;
  return `${counts.reviewed} / ${all}`;
}
