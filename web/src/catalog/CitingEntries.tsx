import type { Entry } from '@karez/contract/catalog/answers';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { paths } from '../paths.ts';

/** Entries of others whose data come from this one; nothing where there are none. */
export function CitingEntries({ entry }: { entry: Entry }) {
  const { t } = useWords();
  if (entry.citedByCount === 0) return null;
  const more = entry.citedByCount - (entry.citedBy?.length ?? 0);
  return (
    <>
      <p style={{ marginBlock: '8px 0' }}>{t('portal.catalog.cited-by', { count: entry.citedByCount })}</p>
      {entry.citedBy === null ? null : (
        <ul style={{ marginBlock: 0, paddingInlineStart: 18 }}>
          {entry.citedBy.map(({ entryId, name, organisationName }) => (
            <li key={entryId}>
              <Link to={paths.entry(entryId)}>
                <bdi>{name}</bdi>
              </Link>{' '}
              · {organisationName}
            </li>
          ))}
          {more > 0 ? <li className="soft">{t('portal.catalog.cited-by-more', { count: more })}</li> : null}
        </ul>
      )}
    </>
  );
}
