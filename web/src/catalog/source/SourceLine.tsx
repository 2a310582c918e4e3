import type { DatumSource } from '@karez/contract/catalog/source';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';

/** Where one datum comes from: the department, its entry and the item there. */
export function SourceLine({ source: { source } }: { source: DatumSource }) {
  const { t } = useWords();
  const to = source.entryId === null ? paths.element(source.elementId ?? '') : paths.entry(source.entryId);
  return (
    <div className="small">
      <span className="soft">{t('portal.source.from')} </span>
      <Link to={to}>
        <bdi>{[source.organisationName, source.name, source.itemName].filter((text) => text !== '').join(' · ')}</bdi>
      </Link>
    </div>
  );
}
