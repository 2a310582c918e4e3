import type { RevisionCase } from '@karez/contract/catalog/revision-case';
import { useWords } from '../../client/language.tsx';

/** What in an entry rests on the articles that changed; for a change of duties, nothing in particular. */
export function RestingPlaces({ places }: { places: RevisionCase['restsOn'] }) {
  const { t } = useWords();
  if (places.length === 0) return <span className="soft">{t('portal.revision-case.whole-entry')}</span>;
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {places.map((place, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two places may say the same in the same words, and their order never changes
        <li key={`${place.articleId} ${index}`}>
          <strong>{t(`catalog.revision-case.place.${place.kind}`)}</strong>{' '}
          {place.item === null ? null : <bdi>{t('portal.labelled', { label: place.item, text: '' })}</bdi>} <bdi>{place.text}</bdi>
          <div className="small soft">
            <bdi>{t('portal.law.article-of', { title: place.title, number: place.article })}</bdi>
          </div>
        </li>
      ))}
    </ul>
  );
}
