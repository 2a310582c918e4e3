import { startRenewal } from '@karez/contract/sharing/renewal';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Alert, App } from 'antd';
import { Link, useNavigate } from 'react-router';
import { lastDay } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';

/** 续期或变更: opens the application that is written in what runs now. */
export function RenewButton({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const deed = useDeed(startRenewal, ['sharing.', 'desk.']);
  const begin = () =>
    deed.mutate(
      { params: { grantId: grant.id } },
      {
        onSuccess: ({ answer }) => void navigate(paths.application(answer.id)),
        onError: (error) => void message.error(error.message),
      },
    );
  return (
    <DeedButton
      allowed={grant.allowed}
      action="renew"
      type={grant.endsSoon ? 'primary' : 'default'}
      loading={deed.isPending}
      onClick={begin}
    >
      {t('portal.renewal.deed.start')}
    </DeedButton>
  );
}

/** That a grant ends soon, or is being renewed. */
export function RenewalNotes({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  if (grant.renewal)
    return (
      <Alert
        type="info"
        showIcon
        title={t('portal.renewal.under-way')}
        description={
          <div className="stack" style={{ gap: 4 }}>
            <div>{t('portal.renewal.under-way-why')}</div>
            <Link to={paths.application(grant.renewal.applicationId)}>{t('portal.renewal.to-application')}</Link>
          </div>
        }
      />
    );
  if (!grant.endsSoon) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.renewal.ends-soon-note', { day: lastDay(grant.validTo) })}
      description={t('portal.renewal.ends-soon-why')}
    />
  );
}
