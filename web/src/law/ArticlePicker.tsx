import { findArticles, type ArticleAnswer } from '@karez/contract/law';
import { Select, Tag } from 'antd';
import { useState } from 'react';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { useRested } from './use-rested.ts';

const SHOWN_MAX = 30;

/** An article as papers cite it; `quotation` is its text as far as the register holds it. */
export type Cited = {
  readonly articleId: string | null;
  readonly title: string;
  readonly docNo: string;
  readonly article: string;
  readonly quotation: string;
};

type Picking = {
  /** Second argument: the article as the register has it, with its rank. */
  onPick: (cited: Cited, article: ArticleAnswer) => void;
  /** Ranks that may be cited here; all when absent. */
  ranks?: readonly ArticleAnswer['instrument']['rank'][];
  label?: string;
};

function citedFrom(article: ArticleAnswer): Cited {
  return {
    articleId: article.id,
    title: article.instrument.title,
    docNo: article.instrument.documentNumber ?? '',
    article: article.number,
    quotation: article.text ?? '',
  };
}

/** Search box over the law register: instrument, number or words lead to the article; a repealed one is shown and cannot be picked. */
export function ArticlePicker({ onPick, ranks, label }: Picking) {
  const { t } = useWords();
  const [asked, setAsked] = useState('');
  const q = useRested(asked.trim());
  const found = useAnswer(findArticles, {
    query: { limit: SHOWN_MAX, ...(q === '' ? {} : { q }), ...(ranks ? { ranks: ranks.join(',') } : {}) },
  });
  const articles = found.data?.answer.items ?? [];
  const name = label ?? t('portal.catalog.article.find');
  return (
    <Select<string>
      showSearch={{ filterOption: false, searchValue: asked, onSearch: setAsked }}
      value={null}
      placeholder={name}
      aria-label={name}
      loading={found.isFetching}
      style={{ inlineSize: '100%' }}
      listHeight={360}
      notFoundContent={found.isFetching ? null : t('portal.catalog.article.none')}
      options={articles.map((article) => ({ value: article.id, label: article.number, disabled: article.state === 'repealed' }))}
      optionRender={({ value }) => <FoundArticle article={articles.find((one) => one.id === value)} />}
      onSelect={(id) => {
        const article = articles.find((one) => one.id === id);
        setAsked('');
        if (article) onPick(citedFrom(article), article);
      }}
    />
  );
}

function FoundArticle({ article }: { article: ArticleAnswer | undefined }) {
  const { t } = useWords();
  if (!article) return null;
  return (
    <div style={{ whiteSpace: 'normal', paddingBlock: 2 }}>
      <div className="row">
        <b>{article.number}</b>
        <span>{article.instrument.title}</span>
        <span className="soft small">{article.instrument.documentNumber}</span>
        {article.state === 'in-force' ? null : (
          <Tag color={article.state === 'repealed' ? 'error' : 'warning'}>{t(`law.article.state.${article.state}`)}</Tag>
        )}
      </div>
      <div className="small soft" style={{ display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden' }}>
        {article.text ?? article.heading}
      </div>
    </div>
  );
}
