import { Alert } from 'antd';
import { useWords } from '../../client/language.tsx';
import { usePower } from '../../client/session.tsx';
import { RaiseDemandButton } from './RaiseDemandButton.tsx';

/** Hits of a search from which on nobody needs to be told that data can be demanded. */
const FEW_MAX = 5;

/** Below a search that found nothing or little: the data can be demanded, with what was searched for already written down. */
export function DemandOffer({ q, holding }: { q: string; holding: number }) {
  const { t } = useWords();
  const applies = usePower('sharing.apply');
  if (q === '' || holding > FEW_MAX || !applies) return null;
  return (
    <Alert
      type="info"
      style={{ marginBlockStart: 16 }}
      title={t(holding === 0 ? 'portal.demand.offer-none' : 'portal.demand.offer-few', { q })}
      description={
        <div className="stack" style={{ gap: 8, alignItems: 'flex-start' }}>
          <span>{t('portal.demand.offer-how')}</span>
          <RaiseDemandButton name={q} type={holding === 0 ? 'primary' : 'default'} />
          <span className="small soft">{t('portal.demand.offer-save')}</span>
        </div>
      }
    />
  );
}
