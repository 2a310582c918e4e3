import type { CollectionBasis } from '@karez/contract/catalog/collection';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../client/language.tsx';
import { ArticlePicker } from '../../law/ArticlePicker.tsx';
import { RecognisedArticle } from '../../law/RecognisedArticle.tsx';
import { citation } from '../entry-text.ts';
import { WrongWords, type Editing } from '../fields.tsx';

type Basis = { edit: Editing; basis: CollectionBasis | null; onChange: (next: CollectionBasis | null) => void };

/** The article that entitles the department to collect, from the register of law; or a document by its name. */
export function CollectionBasisField({ edit, basis, onChange }: Basis) {
  const words = useWords();
  const { t } = words;
  const [typing, setTyping] = useState(basis !== null && basis.articleId === null);
  if (basis === null) {
    return (
      <div className="row" style={{ flexWrap: 'wrap' }}>
        <div style={{ flex: '1 1 260px', minInlineSize: 0 }}>
          <ArticlePicker
            label={t('portal.collection.find-basis')}
            onPick={({ articleId, title, docNo, article }) => onChange({ articleId, title, docNo, article })}
          />
        </div>
        <Button
          onClick={() => {
            setTyping(true);
            onChange({ articleId: null, title: '', docNo: '', article: '' });
          }}
        >
          {t('portal.collection.other-basis')}
        </Button>
      </div>
    );
  }
  const remove = (
    <Button type="link" size="small" onClick={() => onChange(null)}>
      {t('portal.catalog.change-basis')}
    </Button>
  );
  if (!typing || basis.articleId !== null) {
    return (
      <div className="row">
        <bdi>{citation(basis, words)}</bdi>
        {remove}
      </div>
    );
  }
  const text = (field: 'title' | 'docNo' | 'article', max: number, basisPx: number) => (
    <div style={{ flex: `1 1 ${basisPx}px`, minInlineSize: 0 }}>
      <Input
        aria-label={t(`portal.collection.basis.${field}`)}
        placeholder={t(`portal.collection.basis.${field}`)}
        maxLength={max}
        value={basis[field]}
        onChange={({ target }) => onChange({ ...basis, [field]: target.value })}
      />
      <WrongWords wrongs={edit.wrongs} path={`collection/basis/${field}`} />
    </div>
  );
  return (
    <div className="row" style={{ alignItems: 'flex-start' }}>
      {text('title', 200, 240)}
      {text('docNo', 100, 150)}
      {text('article', 60, 110)}
      {remove}
      <RecognisedArticle typed={basis} />
    </div>
  );
}
