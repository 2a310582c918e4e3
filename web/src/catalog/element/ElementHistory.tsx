import type { Element } from '@karez/contract/catalog/element';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Becomes } from '../../ui/Becomes.tsx';
import '../catalog.css';

/** What was changed in a data element, by whom, why and when, the latest first. */
export function ElementHistory({ element }: { element: Element }) {
  const { t } = useWords();
  if (element.history.length === 0) return <span className="soft">{t('portal.element.no-history')}</span>;
  const told = (field: string, text: string) => {
    if (text === '') return t('portal.catalog.blank');
    return field === 'dataType' ? t(`catalog.data-type.${text}`) : text;
  };
  return (
    <div className="stack">
      {element.history.map(({ at, organisationName, reason, changes }) => (
        <div key={at} className="boxed">
          <div className="small soft">
            <bdi>{organisationName}</bdi> · {dayAndTime(at)}
          </div>
          <div className="pre">
            <bdi>{reason}</bdi>
          </div>
          {changes.map(({ field, before, after }) => (
            <div key={field} className="small">
              {t('portal.labelled', { label: t(`catalog.element.field.${field}`), text: '' })}
              <span className="was">{told(field, before)}</span>
              <Becomes />
              <span className="becomes">{told(field, after)}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
