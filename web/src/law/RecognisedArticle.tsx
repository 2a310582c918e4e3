import { findArticles } from '@karez/contract/law';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { useRested } from './use-rested.ts';

type Typed = { readonly title: string; readonly docNo: string; readonly article: string };

/** Whether what was typed names an article of the register of law: it is then told to the unit when that changes, and a repealed one cannot be cited. */
export function RecognisedArticle({ typed: { title, docNo, article } }: { typed: Typed }) {
  const { t } = useWords();
  const asked = useRested(JSON.stringify({ title, docNo, article }));
  const isAsked = title.trim() !== '' && article.trim() !== '';
  const found = useAnswer(
    findArticles,
    { query: { limit: 1, title, docNo, article } },
    { enabled: isAsked && asked === JSON.stringify({ title, docNo, article }) },
  );
  if (!isAsked || found.isFetching || !found.data) return null;
  const [known] = found.data.answer.items;
  return (
    <div role="status" className="small soft" style={{ inlineSize: '100%' }}>
      {known ? (
        <>
          {t(known.state === 'repealed' ? 'portal.catalog.article.is-repealed' : 'portal.catalog.article.recognised')}{' '}
          <bdi>
            {known.instrument.title} {known.number}
          </bdi>
        </>
      ) : (
        t('portal.catalog.article.unrecognised')
      )}
    </div>
  );
}
