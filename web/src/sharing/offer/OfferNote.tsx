import type { Application } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';

/** Which department has prepared an application, and why: both its sides read it. Its own also reads what did not fit, and what it has to write. */
export function OfferNote({ application: { offer, state } }: { application: Application }) {
  const { t } = useWords();
  if (!offer) return null;
  const { organisation, preparedAt, words, leftBehind } = offer;
  const lost = leftBehind.join(t('portal.acknowledgement.and'));
  return (
    <Alert
      type={state === 'draft' && lost !== '' ? 'warning' : 'info'}
      showIcon
      title={t('portal.offer.note', { organisation: organisation.name, day: day(preparedAt) })}
      description={
        <div className="stack" style={{ gap: 8 }}>
          <div className="pre">
            <bdi>{words}</bdi>
          </div>
          {state === 'draft' ? <div>{t('portal.offer.own-part')}</div> : null}
          {lost === '' ? null : <div>{t('portal.offer.lost', { items: lost })}</div>}
        </div>
      }
    />
  );
}
