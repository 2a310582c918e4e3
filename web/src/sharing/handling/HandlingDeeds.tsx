import { receiveApplication, recallProposal, takeOver } from '@karez/contract/sharing/handling';
import type { Application } from '@karez/contract/sharing/schemas';
import { App } from 'antd';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { AssignDialog } from './AssignDialog.tsx';

const stale = ['sharing.', 'desk.'];

/** Inside the provider: 签收 while nobody has received it, 接办 while a colleague has it in hand, 转办 to divisions, 撤回 before the head has opened it. */
export function HandlingDeeds({ application }: { application: Application }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const { open, show, close, done } = useOneDialog<'take-over'>();
  const receive = useDeed(receiveApplication, stale);
  const take = useDeed(takeOver, stale);
  const { allowed, handling } = application;
  const params = { applicationId: application.id };
  const received = () => void message.success(t('portal.handling.received-now'));
  return (
    <>
      {allowed['receive']?.allowed === true ? (
        <DeedButton
          allowed={allowed}
          action="receive"
          loading={receive.isPending}
          onClick={() => receive.mutate({ params }, { onSuccess: received })}
        >
          {t('portal.handling.deed.receive')}
        </DeedButton>
      ) : null}
      {allowed['take-over']?.allowed === true ? (
        <DeedButton allowed={allowed} action="take-over" onClick={() => show('take-over')}>
          {t('portal.handling.deed.take-over')}
        </DeedButton>
      ) : null}
      <OutwardDeeds application={application} />
      <SignDialog
        open={open === 'take-over'}
        title={t('portal.handling.deed.take-over')}
        says={t('portal.handling.says.take-over', { holder: handling?.holder.title ?? '' })}
        opinionLabel={t('portal.handling.reason')}
        signs={false}
        busy={take.isPending}
        error={take.error}
        onDone={({ opinion }) => take.mutate({ params, body: { reason: opinion } }, { onSuccess: done })}
        onCancel={close}
      />
    </>
  );
}

/** 转办 to divisions, and 撤回 of the proposal before the head has opened it. */
function OutwardDeeds({ application }: { application: Application }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<'assign'>();
  const recall = useDeed(recallProposal, stale);
  const { allowed } = application;
  return (
    <>
      {allowed['assign']?.allowed === true ? (
        <DeedButton allowed={allowed} action="assign" onClick={() => show('assign')}>
          {t('portal.handling.deed.assign')}
        </DeedButton>
      ) : null}
      {allowed['recall-proposal']?.allowed === true ? (
        <DeedButton
          allowed={allowed}
          action="recall-proposal"
          loading={recall.isPending}
          onClick={() => recall.mutate({ params: { applicationId: application.id } }, { onSuccess: done })}
        >
          {t('portal.handling.deed.recall-proposal')}
        </DeedButton>
      ) : null}
      {open ? <AssignDialog application={application} onDone={done} onCancel={close} /> : null}
    </>
  );
}
