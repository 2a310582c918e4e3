import type { ReactNode } from 'react';
import { useWords } from '../../client/language.tsx';
import { WrongWords, type Editing } from '../fields.tsx';

type Place = { edit: Editing; part: string; must?: boolean; wide?: boolean; hint?: string; children: ReactNode };

/** A labelled part of the collection. */
export function CollectionPlace({ edit, part, must, wide, hint, children }: Place) {
  const { t } = useWords();
  return (
    <div className={wide ? 'wide' : undefined}>
      <span className="field-label">
        {t(`portal.catalog.part.${part.split('/').at(-1) ?? part}`)}
        {must ? (
          <span className="must" title={t('field.required')}>
            *
          </span>
        ) : null}
      </span>
      {children}
      {hint ? <div className="small soft">{hint}</div> : null}
      <WrongWords wrongs={edit.wrongs} path={`collection/${part}`} />
    </div>
  );
}
