import { listDisputes } from '@karez/contract/sharing/dispute';
import type { Application } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useMe, usePower } from '../../client/session.tsx';
import { RaiseDisputeButton, RaisedDisputes } from './RaisedDisputes.tsx';

/** Leads whoever was refused, in whole or in part, to the way of article 28, and shows the disputes that there are about an application. */
export function ApplicationDispute({ application }: { application: Application }) {
  const { t } = useWords();
  const isOwn = useMe().organisation.id === application.requester.id;
  const applies = usePower('sharing.apply');
  const isSent = application.submittedAt !== null;
  const found = useAnswer(listDisputes, { query: { application: application.id } }, { enabled: isSent });
  const disputes = found.data?.answer.items;
  if (!disputes) return null;
  const { id: applicationId } = application;
  const isRefused = application.state === 'refused';
  const withheld = isRefused ? application.content.itemNos : application.leftOut.map(({ no }) => no);
  const mayRaise = withheld.length > 0 && isOwn && applies && disputes.every(({ endedAt }) => endedAt !== null);
  const items = withheld.map((no) => ({ no, name: application.entryItems.find((item) => item.no === no)?.nameZh ?? '' }));
  return (
    <>
      <RaisedDisputes disputes={disputes} />
      {mayRaise ? (
        <Alert
          type="info"
          showIcon
          title={t(isRefused ? 'portal.dispute.refused-note' : 'portal.dispute.partly-note')}
          action={<RaiseDisputeButton about={{ kind: 'application', applicationId, items }} />}
        />
      ) : null}
    </>
  );
}
