import type { Condition, DenialBasis } from '@karez/contract/catalog/content';
import { useWords } from '../client/language.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { citation } from './entry-text.ts';

/** 共享条件, each with the article that it rests on. */
export function ConditionList({ conditions }: { conditions: readonly Condition[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <ol style={{ margin: 0, paddingInlineStart: 20 }}>
      {conditions.map((one, place) => (
        <li key={`${place} ${one.text}`} style={{ paddingBlock: 3 }}>
          <div>
            <b>{t(`catalog.condition.${one.kind}`)}</b> {one.text}
            {one.monthsMax === null ? null : ` ${t('portal.catalog.months-max', { months: one.monthsMax })}`}
          </div>
          {one.basis ? (
            <div className="small soft">
              {t('portal.catalog.basis')} {t(`catalog.basis.${one.basis.kind}`)} {citation(one.basis, words)}
            </div>
          ) : (
            <StateTag tone="warn">{t('portal.catalog.no-basis')}</StateTag>
          )}
        </li>
      ))}
    </ol>
  );
}

/** 不予共享依据: instrument, article and its words. */
export function DenialBasisList({ basis }: { basis: readonly DenialBasis[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <ol style={{ margin: 0, paddingInlineStart: 20 }}>
      {basis.map((one) => (
        <li key={`${one.title} ${one.article}`} style={{ paddingBlock: 3 }}>
          <div>
            <span className="soft">{t(`catalog.basis.${one.kind}`)}</span> {citation(one, words)}
            {one.effectiveOn ? <span className="soft small"> {t('portal.catalog.effective-on', { day: one.effectiveOn })}</span> : null}
          </div>
          <div className="soft pre">
            <bdi>{one.quotation}</bdi>
          </div>
          {one.url ? (
            <a href={one.url} target="_blank" rel="noreferrer" className="small">
              {t('portal.catalog.official-text')}
            </a>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
