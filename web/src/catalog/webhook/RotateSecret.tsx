import { endFormerSecret, rotateSecret, type WebhookAnswer } from '@karez/contract/catalog/webhook';
import { App, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { SecretShown } from './SecretShown.tsx';

const stale = ['catalog.get-webhook', 'catalog.list-webhook'];
const overlapDaysUsual = 7;
const overlapDaysMax = 30;

/** A new signing secret beside the former one for some days, or the end of the former one before its time. */
export function RotateSecret({ webhook }: { webhook: WebhookAnswer }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const [asked, setAsked] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const ending = useDeed(endFormerSecret, stale);
  const { id, formerSecretUntil, allowed } = webhook;
  const end = () =>
    void modal.confirm({
      title: t('portal.webhook.end-former'),
      content: t('portal.webhook.end-former-says'),
      okText: t('portal.webhook.end-former'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () => ending.mutate({ params: { webhookId: id } }),
    });
  return (
    <>
      {ending.error ? <Trouble error={ending.error} /> : null}
      {formerSecretUntil === null ? (
        <DeedButton allowed={allowed} action="rotate" onClick={() => setAsked(true)}>
          {t('portal.webhook.rotate')}
        </DeedButton>
      ) : (
        <DeedButton allowed={allowed} action="end-former" loading={ending.isPending} onClick={end}>
          {t('portal.webhook.end-former')}
        </DeedButton>
      )}
      {asked ? (
        <RotateDialog
          webhookId={id}
          onClose={() => setAsked(false)}
          onMade={(made) => {
            setAsked(false);
            setSecret(made);
          }}
        />
      ) : null}
      {secret === null ? null : <SecretShown id={id} secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

type Asking = { webhookId: string; onClose: () => void; onMade: (secret: string) => void };

function RotateDialog({ webhookId, onClose, onMade }: Asking) {
  const { t } = useWords();
  const [form] = Form.useForm<{ overlapDays: number }>();
  const deed = useDeed(rotateSecret, stale);
  return (
    <FormDialog
      form={form}
      title={t('portal.webhook.rotate')}
      says={t('portal.webhook.rotate-says')}
      okText={t('portal.webhook.rotate')}
      deed={deed}
      initialValues={{ overlapDays: overlapDaysUsual }}
      onGiven={(body) => deed.mutate({ params: { webhookId }, body }, { onSuccess: ({ answer }) => onMade(answer.secret) })}
      onCancel={onClose}
    >
      <Form.Item name="overlapDays" label={t('portal.webhook.overlap-days')} rules={[{ required: true, message: t('field.required') }]}>
        <InputNumber min={1} max={overlapDaysMax} precision={0} style={{ inlineSize: 160 }} />
      </Form.Item>
    </FormDialog>
  );
}
