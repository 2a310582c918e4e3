import type { Application } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { StateTag, type Tone } from '../../ui/StateTag.tsx';

type Renewal = NonNullable<Application['renewal']>;

const tones: Readonly<Record<Renewal['changes'][number]['kind'], Tone>> = { wider: 'warn', narrower: 'ok', other: 'draft' };

/** That an application takes over from a running grant, and where it asks for more than what runs (809-25). */
export function RenewalNote({ application: { renewal } }: { application: Application }) {
  const { t } = useWords();
  if (!renewal) return null;
  const { grantId, grantNo, version, lastDay, changes } = renewal;
  return (
    <Alert
      type={changes.some(({ kind }) => kind === 'wider') ? 'warning' : 'info'}
      showIcon
      title={t('portal.renewal.title', { no: grantNo })}
      description={
        <div className="stack" style={{ gap: 8 }}>
          <div>{t('portal.renewal.says', { version, day: day(lastDay) })}</div>
          {changes.length === 0 ? <div className="soft">{t('portal.renewal.no-change')}</div> : null}
          <Changes renewal={renewal} />
          <Link to={paths.grant(grantId)}>{t('portal.renewal.to-grant')}</Link>
        </div>
      }
    />
  );
}

function Changes({ renewal: { added, removed, changes } }: { renewal: Renewal }) {
  const { t } = useWords();
  const named = (items: Renewal['added']) => items.map(({ nameZh }) => nameZh).join(t('portal.acknowledgement.and'));
  return changes.map(({ place, kind }) => (
    <div key={place} className="row" style={{ flexWrap: 'wrap' }}>
      <StateTag tone={tones[kind]}>{t(`portal.renewal.kind.${kind}`)}</StateTag>
      <span>{t(`portal.sharing.place.${place}`)}</span>
      {place === 'itemNos' && added.length > 0 ? <bdi className="soft">{t('portal.renewal.added', { items: named(added) })}</bdi> : null}
      {place === 'itemNos' && removed.length > 0 ? (
        <bdi className="soft">{t('portal.renewal.removed', { items: named(removed) })}</bdi>
      ) : null}
    </div>
  ));
}
