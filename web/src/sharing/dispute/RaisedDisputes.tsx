import type { DisputeSummary } from '@karez/contract/sharing/dispute';
import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { RaiseDisputeDialog, type About } from './DisputeDialogs.tsx';

/** The disputes that there are about something, each with its state. */
export function RaisedDisputes({ disputes }: { disputes: readonly DisputeSummary[] }) {
  const { t } = useWords();
  return disputes.map(({ id, no, state, result }) => (
    <Alert
      key={id}
      type={result === 'for-requester' ? 'success' : 'info'}
      showIcon
      title={t('portal.dispute.see', { no, state: t(`sharing.dispute-state.${state}`) })}
      description={result ? t('portal.dispute.outcome', { result: t(`sharing.dispute-result.${result}`) }) : undefined}
      action={<Link to={paths.dispute(id)}>{t('portal.dispute.open')}</Link>}
    />
  ));
}

/** 提出争议: leads to the dispute that is raised. */
export function RaiseDisputeButton({ about, icon }: { about: About; icon?: ReactNode }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={icon} onClick={() => setOpen(true)}>
        {t('portal.dispute.deed.raise')}
      </Button>
      {isOpen ? (
        <RaiseDisputeDialog about={about} onDone={({ id }) => void navigate(paths.dispute(id))} onCancel={() => setOpen(false)} />
      ) : null}
    </>
  );
}
