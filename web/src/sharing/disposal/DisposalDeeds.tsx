import { orderDisposalCheck, recordDisposalCheck, signDisposal, type Disposal } from '@karez/contract/sharing/disposal';
import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { together, useOneDialog } from '../../client/one-dialog.ts';
import { useDeed } from '../../client/queries.ts';
import { SignDialog } from '../../client/SignDialog.tsx';
import { InstructDialog, ReportDialog, staleAfterDisposal } from './DisposalDialogs.tsx';

type Opens = 'instruct' | 'report' | 'return' | 'sign' | 'order-check' | 'record-check';

/** Which buttons stand, in which order. `action` is what the server names in `allowed`. */
const buttons: readonly { readonly action: string; readonly opens: Opens; readonly isPrimary?: true }[] = [
  { action: 'instruct', opens: 'instruct' },
  { action: 'report', opens: 'report', isPrimary: true },
  { action: 'sign', opens: 'return' },
  { action: 'sign', opens: 'sign', isPrimary: true },
  { action: 'order-check', opens: 'order-check' },
  { action: 'record-check', opens: 'record-check', isPrimary: true },
];
const opinions = ['return', 'sign', 'order-check'] as const;

/** The steps that are open to the reader now. */
export function DisposalDeeds({ disposal }: { disposal: Disposal }) {
  const { t } = useWords();
  const { open, show, close, done } = useOneDialog<Opens>();
  // As it was when the dialog opened, whatever has come in behind it.
  const [read, setRead] = useState(disposal.revision);
  const sign = useDeed(signDisposal, staleAfterDisposal);
  const check = useDeed(orderDisposalCheck, staleAfterDisposal);
  const { busy, error, reset } = together([sign, check]);
  const params = { disposalId: disposal.id };
  const signing = { params, ifMatch: read };
  const after = { onSuccess: done };
  const run = {
    return: ({ opinion }: { opinion: string }) => sign.mutate({ ...signing, body: { decision: 'return', opinion } }, after),
    sign: (given: { opinion: string; code: string }) => sign.mutate({ ...signing, body: { decision: 'sign', ...given } }, after),
    'order-check': ({ opinion }: { opinion: string }) => check.mutate({ params, body: { reason: opinion } }, after),
  };
  const asked = opinions.find((one) => one === open);
  const ends = { disposal, onDone: done, onCancel: close };
  return (
    <>
      {buttons
        .filter(({ action }) => disposal.allowed[action]?.allowed === true)
        .map(({ action, opens, isPrimary }) => (
          <DeedButton
            key={opens}
            allowed={disposal.allowed}
            action={action}
            {...(isPrimary ? { type: 'primary' as const } : {})}
            onClick={() => {
              reset();
              setRead(disposal.revision);
              show(opens);
            }}
          >
            {t(`portal.disposal.deed.${opens}`)}
          </DeedButton>
        ))}
      {open === 'instruct' ? <InstructDialog {...ends} /> : null}
      {open === 'report' ? <ReportDialog {...ends} /> : null}
      {open === 'record-check' ? <CheckDialog {...ends} /> : null}
      {asked ? (
        <SignDialog
          open
          title={t(`portal.disposal.deed.${asked}`)}
          says={t(`portal.disposal.says.${asked}`)}
          signs={asked === 'sign'}
          opinionLabel={asked === 'order-check' ? t('portal.disposal.why') : t('portal.disposal.opinion')}
          busy={busy}
          error={error}
          onDone={run[asked]}
          onCancel={close}
        />
      ) : null}
    </>
  );
}

type Found = { result: 'passed' | 'failed'; fact: string };

function CheckDialog({ disposal, onDone, onCancel }: { disposal: Disposal; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Found>();
  const deed = useDeed(recordDisposalCheck, staleAfterDisposal);
  return (
    <FormDialog<Found>
      form={form}
      title={t('portal.disposal.deed.record-check')}
      says={t('portal.disposal.says.record-check')}
      okText={t('portal.disposal.send')}
      deed={deed}
      initialValues={{ result: 'passed', fact: '' }}
      onGiven={(body) => deed.mutate({ params: { disposalId: disposal.id }, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item name="result" label={t('portal.disposal.check-result')}>
        <Radio.Group
          options={(['passed', 'failed'] as const).map((value) => ({ value, label: t(`portal.disposal.check-result.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="fact" label={t('portal.disposal.fact')} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
