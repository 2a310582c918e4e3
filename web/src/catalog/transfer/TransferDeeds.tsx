import { acceptTransfer, declineTransfer, nameReceiver, type Transfer } from '@karez/contract/catalog/transfer';
import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { DepartmentSelect } from './DepartmentSelect.tsx';

const stale = ['catalog.', 'desk.'];
type Open = 'accept' | 'decline' | 'name';
type Props = { transfer: Transfer; chosen: readonly string[]; onDone: () => void };

/** What the reader may do with the ticked entries of a transfer: take over, decline, name a receiver. */
export function TransferDeeds({ transfer, chosen, onDone }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState<Open | null>(null);
  const accept = useDeed(acceptTransfer, stale);
  const decline = useDeed(declineTransfer, stale);
  const { allowed } = transfer;
  const params = { transferId: transfer.id };
  const close = () => setOpen(null);
  const onSuccess = () => {
    close();
    onDone();
    void message.success(t('portal.done'));
  };
  const ask = (next: Open) => () => {
    accept.reset();
    decline.reset();
    if (chosen.length === 0) void message.info(t('portal.catalog.transfer.choose'));
    else setOpen(next);
  };
  const mayAnswer = allowed['accept-transfer']?.allowed === true;
  const mayName = allowed['name-receiver']?.allowed === true;
  const entryIds = [...chosen];
  const count = chosen.length;
  return (
    <>
      {mayAnswer ? (
        <>
          <DeedButton allowed={allowed} action="decline-transfer" onClick={ask('decline')}>
            {t('portal.catalog.transfer.decline')}
          </DeedButton>
          <DeedButton allowed={allowed} action="accept-transfer" type="primary" onClick={ask('accept')}>
            {t('portal.catalog.transfer.accept')}
          </DeedButton>
        </>
      ) : null}
      {mayName ? (
        <DeedButton allowed={allowed} action="name-receiver" type="primary" onClick={ask('name')}>
          {t('portal.catalog.transfer.name-receiver')}
        </DeedButton>
      ) : null}
      <SignDialog
        open={open === 'accept'}
        title={t('portal.catalog.transfer.accept')}
        says={t('portal.catalog.transfer.accept-says', { count })}
        signs
        busy={accept.isPending}
        error={accept.error}
        onDone={({ opinion, code }) => accept.mutate({ params, body: { entryIds, opinion, secondFactor: code } }, { onSuccess })}
        onCancel={close}
      />
      <SignDialog
        open={open === 'decline'}
        title={t('portal.catalog.transfer.decline')}
        says={t('portal.catalog.transfer.decline-says', { count })}
        signs={false}
        danger
        opinionLabel={t('portal.catalog.withdrawal-reason')}
        busy={decline.isPending}
        error={decline.error}
        onDone={({ opinion }) => decline.mutate({ params, body: { entryIds, reason: opinion } }, { onSuccess })}
        onCancel={close}
      />
      {open === 'name' ? <ReceiverDialog transfer={transfer} chosen={chosen} onDone={onSuccess} onCancel={close} /> : null}
    </>
  );
}

function ReceiverDialog({ transfer, chosen, onDone, onCancel }: Props & { onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<{ receiverId: string; reason: string }>();
  const deed = useDeed(nameReceiver, stale);
  const required = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog
      form={form}
      title={t('portal.catalog.transfer.name-receiver')}
      says={t('portal.catalog.transfer.name-says', { count: chosen.length })}
      okText={t('portal.confirm')}
      deed={deed}
      onGiven={({ receiverId, reason }) =>
        deed.mutate({ params: { transferId: transfer.id }, body: { receiverId, reason, entryIds: [...chosen] } }, { onSuccess: onDone })
      }
      onCancel={onCancel}
    >
      <Form.Item name="receiverId" label={t('portal.catalog.transfer.receiver')} rules={required}>
        <DepartmentSelect />
      </Form.Item>
      <Form.Item name="reason" label={t('portal.catalog.withdrawal-reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
