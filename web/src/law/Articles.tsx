import { findArticles, listInstruments, rankSchema, type ArticleAnswer } from '@karez/contract/law';
import { Card, Select, Tag } from 'antd';
import { useSearchParams } from 'react-router';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { ArticleUses, useArticleUses } from '../catalog/revision-case/ArticleUses.tsx';
import { useAnswer } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { SearchField } from '../client/SearchField.tsx';
import { clearable } from '../client/clearable.tsx';

const SHOWN_MAX = 100;
const tones = { 'in-force': 'ok', amended: 'warn', repealed: 'off' } as const;

/** Articles of the register, found by any words, by number, instrument and rank. */
export function Articles() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const [q, instrument, ranks] = ['q', 'instrument', 'ranks'].map((name) => search.get(name) ?? '');
  const instruments = useAnswer(listInstruments, {});
  const articles = useAnswer(findArticles, {
    query: { limit: SHOWN_MAX, ...(q ? { q } : {}), ...(instrument ? { instrument } : {}), ...(ranks ? { ranks } : {}) },
  });
  const change = (name: string, next: string | undefined) => {
    const given = { ...Object.fromEntries(search), [name]: next ?? '' };
    setSearch(Object.fromEntries(Object.entries(given).filter(([, text]) => text !== '')));
  };
  return (
    <Card>
      <div className="row" style={{ marginBlockEnd: 16 }}>
        <SearchField
          key={q ?? ''}
          defaultValue={q ?? ''}
          placeholder={t('portal.law.find')}
          aria-label={t('portal.law.find')}
          style={{ inlineSize: 320 }}
          onSearch={(text) => change('q', text.trim())}
        />
        <Select
          aria-label={t('portal.law.instrument')}
          allowClear={clearable(t)}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('portal.law.instrument')}
          style={{ inlineSize: 340 }}
          {...(instrument ? { value: instrument } : {})}
          onChange={(next: string | undefined) => change('instrument', next)}
          options={(instruments.data?.answer.items ?? []).map((one) => ({ value: one.id, label: one.title }))}
        />
        <Select
          aria-label={t('portal.law.rank')}
          allowClear={clearable(t)}
          placeholder={t('portal.law.rank')}
          style={{ inlineSize: 180 }}
          {...(ranks ? { value: ranks } : {})}
          onChange={(next: string | undefined) => change('ranks', next)}
          options={rankSchema.options.map((rank) => ({ value: rank, label: t(`law.rank.${rank}`) }))}
        />
      </div>
      <Loaded query={articles}>{({ answer }) => <FoundArticles articles={answer.items} />}</Loaded>
    </Card>
  );
}

function FoundArticles({ articles }: { articles: readonly ArticleAnswer[] }) {
  const { t } = useWords();
  const uses = useArticleUses(articles.map(({ id }) => id));
  return (
    <>
      {articles.length === 0 ? <Blank says={t('portal.law.none')} /> : null}
      {articles.map((article) => (
        <OneArticle key={article.id} article={article} use={uses.get(article.id)} />
      ))}
      {articles.length === SHOWN_MAX ? <p className="soft">{t('portal.law.first-only', { count: SHOWN_MAX })}</p> : null}
    </>
  );
}

type Shown = { article: ArticleAnswer; use: Parameters<typeof ArticleUses>[0]['use'] };

function OneArticle({ article, use }: Shown) {
  const { t } = useWords();
  return (
    <article style={{ paddingBlock: 12, borderBlockStart: '1px solid #e7dfd0' }}>
      <div className="row">
        <strong>{t('portal.law.article-of', { title: article.instrument.title, number: article.number })}</strong>
        {article.heading ? <span>{article.heading}</span> : null}
        <span className="code small soft">{article.id}</span>
        <span style={{ flex: 1 }} />
        <Tag style={{ marginInlineEnd: 0 }}>{t(`law.rank.${article.instrument.rank}`)}</Tag>
        <StateTag tone={tones[article.state]}>{t(`law.article.state.${article.state}`)}</StateTag>
      </div>
      <div className="small soft">{article.instrument.documentNumber}</div>
      {article.text ? (
        <p style={{ marginBlock: '6px 0', maxInlineSize: '80em' }}>{article.text}</p>
      ) : (
        <p className="soft" style={{ marginBlock: '6px 0' }}>
          {t('portal.law.no-text')}
        </p>
      )}
      <ArticleUses use={use} name={t('portal.law.article-of', { title: article.instrument.title, number: article.number })} />
      {article.extent === 'excerpt' ? <div className="small soft">{t('portal.law.excerpt')}</div> : null}
    </article>
  );
}
