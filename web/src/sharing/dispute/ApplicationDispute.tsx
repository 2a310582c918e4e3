import { listDisputes } from '@karez/contract/sharing/dispute';
import type { Application } from '@karez/contract/sharing/schemas';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useMe, usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { RaiseDisputeDialog } from './DisputeDialogs.tsx';

/** Leads whoever was refused to the way of article 28, and shows the disputes that there are about an application. */
export function ApplicationDispute({ application }: { application: Application }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const isOwn = useMe().organisation.id === application.requester.id;
  const applies = usePower('sharing.apply');
  const isSent = application.submittedAt !== null;
  const found = useAnswer(listDisputes, { query: { application: application.id } }, { enabled: isSent });
  const disputes = found.data?.answer.items;
  if (!disputes) return null;
  const isRefused = application.state === 'refused';
  const mayRaise = isRefused && isOwn && applies && disputes.every(({ endedAt }) => endedAt !== null);
  const items = application.content.itemNos.map((no) => ({
    no,
    name: application.entryItems.find((item) => item.no === no)?.nameZh ?? '',
  }));
  if (disputes.length === 0 && !mayRaise) return null;
  return (
    <>
      {disputes.map(({ id, no, state, result }) => (
        <Alert
          key={id}
          type={result === 'for-requester' ? 'success' : 'info'}
          showIcon
          title={t('portal.dispute.see', { no, state: t(`sharing.dispute-state.${state}`) })}
          action={<Link to={paths.dispute(id)}>{t('portal.dispute.open')}</Link>}
        />
      ))}
      {mayRaise ? (
        <Alert
          type="info"
          showIcon
          title={t('portal.dispute.refused-note')}
          action={<Button onClick={() => setOpen(true)}>{t('portal.dispute.deed.raise')}</Button>}
        />
      ) : null}
      {isOpen ? (
        <RaiseDisputeDialog
          applicationId={application.id}
          items={items}
          onDone={({ id }) => void navigate(paths.dispute(id))}
          onCancel={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
