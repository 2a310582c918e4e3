import {
  changeWebhook,
  getWebhook,
  removeWebhook,
  rewindWebhook,
  switchWebhook,
  testWebhook,
  type AttemptAnswer,
  type WebhookAnswer,
} from '@karez/contract/catalog/webhook';
import { App, Breadcrumb, Card, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { dayAndSecond, dayAndTime } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { AttemptTable } from './AttemptTable.tsx';
import { RotateSecret } from './RotateSecret.tsx';
import { WebhookStateTag } from './WebhookStateTag.tsx';

const EVERY_MS = 5000;
const stale = ['catalog.get-webhook', 'catalog.list-webhook'];

/** One endpoint: its state, what can be done with it, and every attempt to tell it. */
export function WebhookPage() {
  const { webhookId = '' } = useParams();
  const webhook = useAnswer(getWebhook, { params: { webhookId } }, { everyMilliseconds: EVERY_MS });
  return <Loaded query={webhook}>{({ answer }) => <ShownWebhook webhook={answer} />}</Loaded>;
}

function ShownWebhook({ webhook }: { webhook: WebhookAnswer }) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        crumbs={<Breadcrumb items={[{ title: <Link to={paths.webhooks()}>{t('portal.menu.webhooks')}</Link> }, { title: webhook.name }]} />}
        title={
          <span className="row">
            {webhook.name}
            <WebhookStateTag state={webhook.state} />
          </span>
        }
        purpose={t(`portal.webhook.says.${webhook.state}`)}
        actions={<WebhookDeeds webhook={webhook} />}
      />
      <div className="stack">
        <Card>
          <Facts
            facts={[
              { label: t('portal.webhook.url'), value: <bdi className="code">{webhook.url}</bdi>, wide: true },
              { label: t('portal.webhook.position'), value: String(webhook.position) },
              { label: t('portal.webhook.behind'), value: String(webhook.behind) },
              { label: t('portal.webhook.failures'), value: String(webhook.failures) },
              ...(webhook.formerSecretUntil === null
                ? []
                : [{ label: t('portal.webhook.former-until'), value: dayAndTime(webhook.formerSecretUntil) }]),
              { label: t('portal.webhook.next-attempt'), value: webhook.nextAttemptAt === null ? '' : dayAndSecond(webhook.nextAttemptAt) },
            ]}
          />
        </Card>
        <Card title={t('portal.webhook.attempts')}>
          <AttemptTable webhook={webhook} />
        </Card>
      </div>
    </>
  );
}

function useTest(webhook: WebhookAnswer) {
  const { t } = useWords();
  const { message } = App.useApp();
  const deed = useDeed(testWebhook, stale);
  const told = ({ outcome, status }: AttemptAnswer) =>
    outcome === 'delivered'
      ? void message.success(t('portal.webhook.test-passed'))
      : void message.error(t('portal.webhook.test-failed', { outcome: t(`portal.webhook.outcome.${outcome}`), status: status ?? '—' }));
  return { deed, test: () => deed.mutate({ params: { webhookId: webhook.id } }, { onSuccess: ({ answer }) => told(answer.attempt) }) };
}

function WebhookDeeds({ webhook }: { webhook: WebhookAnswer }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'change' | 'rewind' | null>(null);
  const { deed: testing, test } = useTest(webhook);
  const switching = useDeed(switchWebhook, stale);
  const removing = useDeed(removeWebhook, stale);
  const params = { webhookId: webhook.id };
  const { allowed } = webhook;
  const remove = () =>
    void modal.confirm({
      title: t('portal.webhook.remove-name', { name: webhook.name }),
      content: t('portal.webhook.remove-says'),
      okText: t('portal.webhook.remove'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () => removing.mutate({ params }, { onSuccess: () => void navigate(paths.webhooks()) }),
    });
  const error = testing.error ?? switching.error ?? removing.error;
  const isOn = webhook.state === 'enabled';
  return (
    <>
      {error ? <Trouble error={error} /> : null}
      <DeedButton allowed={allowed} action="change" onClick={() => setAsked('change')}>
        {t('portal.webhook.change')}
      </DeedButton>
      <DeedButton allowed={allowed} action="rewind" onClick={() => setAsked('rewind')}>
        {t('portal.webhook.rewind')}
      </DeedButton>
      <RotateSecret webhook={webhook} />
      <DeedButton allowed={allowed} action="remove" danger loading={removing.isPending} onClick={remove}>
        {t('portal.webhook.remove')}
      </DeedButton>
      <DeedButton allowed={allowed} action="test" loading={testing.isPending} onClick={test}>
        {t('portal.webhook.test')}
      </DeedButton>
      <DeedButton
        allowed={allowed}
        action={isOn ? 'pause' : 'enable'}
        type="primary"
        loading={switching.isPending}
        onClick={() => switching.mutate({ params, body: { to: isOn ? 'paused' : 'enabled' } })}
      >
        {t(isOn ? 'portal.webhook.pause' : 'portal.webhook.enable')}
      </DeedButton>
      {asked === 'change' ? <ChangeDialog webhook={webhook} onClose={() => setAsked(null)} /> : null}
      {asked === 'rewind' ? <RewindDialog webhook={webhook} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

type Asking = { webhook: WebhookAnswer; onClose: () => void };

function ChangeDialog({ webhook: { id, name, url, revision }, onClose }: Asking) {
  const { t } = useWords();
  const [form] = Form.useForm<{ name: string; url: string }>();
  const deed = useDeed(changeWebhook, stale);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <FormDialog
      form={form}
      title={t('portal.webhook.change')}
      says={t('portal.webhook.change-says')}
      okText={t('portal.webhook.change')}
      deed={deed}
      initialValues={{ name, url }}
      onGiven={(body) => deed.mutate({ params: { webhookId: id }, body, ifMatch: revision }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <Form.Item name="name" label={t('portal.webhook.name')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="url" label={t('portal.webhook.url')} rules={required}>
        <Input maxLength={500} dir="ltr" />
      </Form.Item>
    </FormDialog>
  );
}

function RewindDialog({ webhook: { id, position, behind }, onClose }: Asking) {
  const { t } = useWords();
  const [form] = Form.useForm<{ position: number }>();
  const deed = useDeed(rewindWebhook, stale);
  return (
    <FormDialog
      form={form}
      title={t('portal.webhook.rewind')}
      says={t('portal.webhook.rewind-says')}
      okText={t('portal.webhook.rewind')}
      deed={deed}
      initialValues={{ position }}
      onGiven={(body) => deed.mutate({ params: { webhookId: id }, body }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <Form.Item name="position" label={t('portal.webhook.position')} rules={[{ required: true, message: t('field.required') }]}>
        <InputNumber min={0} max={position + behind} precision={0} style={{ inlineSize: 200 }} />
      </Form.Item>
    </FormDialog>
  );
}
