import type { Application } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';

type LeftBehind = NonNullable<Application['takenFrom']>['leftBehind'];

/** Which earlier application a draft was taken from, and what has to be chosen anew; its own department alone is told. */
export function ReuseNote({ application: { takenFrom, state } }: { application: Application }) {
  const { t } = useWords();
  if (!takenFrom) return null;
  const { applicationId, no, entryName, leftBehind } = takenFrom;
  const isWritten = state === 'draft';
  const lost = isWritten && (leftBehind.items.length > 0 || leftBehind.basis.length > 0 || leftBehind.system);
  return (
    <Alert
      type={lost ? 'warning' : 'info'}
      showIcon
      title={t('portal.reuse.title', { no: no ?? t('portal.sharing.no-number'), entry: entryName })}
      description={
        <div className="stack" style={{ gap: 8 }}>
          {isWritten ? <div>{t('portal.reuse.anew')}</div> : null}
          {lost ? <Lost leftBehind={leftBehind} /> : null}
          <Link to={paths.application(applicationId)}>{t('portal.reuse.to-earlier')}</Link>
        </div>
      }
    />
  );
}

function Lost({ leftBehind: { items, basis, system } }: { leftBehind: LeftBehind }) {
  const { t } = useWords();
  const and = t('portal.acknowledgement.and');
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {items.length > 0 ? (
        <li>
          <bdi>{t('portal.reuse.lost.items', { items: items.join(and) })}</bdi>
        </li>
      ) : null}
      {basis.length > 0 ? (
        <li>
          <bdi>{t('portal.reuse.lost.basis', { basis: basis.join(and) })}</bdi>
        </li>
      ) : null}
      {system ? <li>{t('portal.reuse.lost.system')}</li> : null}
    </ul>
  );
}
