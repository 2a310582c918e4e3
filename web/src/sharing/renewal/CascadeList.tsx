import { getGrantCascade } from '@karez/contract/sharing/renewal';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';

/** What ending a grant touches, read before anybody signs it. */
export function CascadeList({ grantId }: { grantId: string }) {
  const { t } = useWords();
  const cascade = useAnswer(getGrantCascade, { params: { grantId } });
  return (
    <div style={{ paddingBlockEnd: 12 }}>
      <strong>{t('portal.renewal.cascade')}</strong>
      <Loaded query={cascade}>
        {({ answer: { system, clientCount, services, renewal, suspended } }) => (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            <li>{t('portal.renewal.cascade.system', { system, count: clientCount })}</li>
            {services.length === 0 ? <li>{t('portal.renewal.cascade.no-service')}</li> : null}
            {services.map(({ id, name }) => (
              <li key={id}>{t('portal.renewal.cascade.service', { name })}</li>
            ))}
            {renewal ? <li>{t('portal.renewal.cascade.renewal', { no: renewal.no ?? '' })}</li> : null}
            {suspended ? <li>{t('portal.renewal.cascade.suspended')}</li> : null}
          </ul>
        )}
      </Loaded>
    </div>
  );
}
