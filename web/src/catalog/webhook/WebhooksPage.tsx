import { listWebhooks, registerWebhook, type WebhookAnswer } from '@karez/contract/catalog/webhook';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Form, Input, Radio, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SecretShown } from './SecretShown.tsx';
import { WebhookStateTag } from './WebhookStateTag.tsx';

type Registered = { readonly id: string; readonly secret: string };

/** Endpoints of one's own department that are told of changes of the catalogue. */
export function WebhooksPage() {
  const { t } = useWords();
  const keeps = usePower('catalog.webhook');
  const webhooks = useAnswer(listWebhooks, {}, { enabled: keeps });
  const [isAsked, setAsked] = useState(false);
  const [registered, setRegistered] = useState<Registered | null>(null);
  if (!keeps) return <Blank says={t('refusal.request.not-permitted')} />;
  return (
    <>
      <PageHead
        title={t('portal.menu.webhooks')}
        purpose={t('portal.webhook.purpose')}
        actions={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAsked(true)}>
            {t('portal.webhook.register')}
          </Button>
        }
      />
      <Card>
        <Loaded query={webhooks}>{({ answer }) => <WebhookTable webhooks={answer.items} />}</Loaded>
      </Card>
      {isAsked ? (
        <RegisterDialog
          onClose={() => setAsked(false)}
          onRegistered={(made) => {
            setAsked(false);
            setRegistered(made);
          }}
        />
      ) : null}
      {registered ? <SecretShown {...registered} onClose={() => setRegistered(null)} /> : null}
    </>
  );
}

function WebhookTable({ webhooks }: { webhooks: readonly WebhookAnswer[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<WebhookAnswer> = [
    {
      title: t('portal.webhook.name'),
      render: (_value, { id, name }) => <Link to={paths.webhook(id)}>{name}</Link>,
    },
    { title: t('portal.webhook.url'), render: (_value, { url }) => <bdi className="code">{url}</bdi> },
    { title: t('portal.webhook.state'), width: 110, render: (_value, { state }) => <WebhookStateTag state={state} /> },
    { title: t('portal.webhook.behind'), width: 110, dataIndex: 'behind', align: 'end' },
    { title: t('portal.webhook.failures'), width: 110, dataIndex: 'failures', align: 'end' },
  ];
  return (
    <Table<WebhookAnswer>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...webhooks]}
      pagination={false}
      showHeader={webhooks.length > 0}
      {...(webhooks.length > 0 ? { scroll: { x: 820 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.webhook.none')} /> }}
    />
  );
}

type Given = { name: string; url: string; from: 'now' | 'start' };

function RegisterDialog({ onClose, onRegistered }: { onClose: () => void; onRegistered: (made: Registered) => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(registerWebhook, ['catalog.list-webhooks']);
  const send = (body: Given) =>
    deed.mutate({ body }, { onSuccess: ({ answer }) => onRegistered({ id: answer.webhook.id, secret: answer.secret }) });
  return (
    <FormDialog
      form={form}
      title={t('portal.webhook.register')}
      says={t('portal.webhook.register-says')}
      okText={t('portal.webhook.register')}
      deed={deed}
      initialValues={{ from: 'now' }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="name" label={t('portal.webhook.name')} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="url" label={t('portal.webhook.url')} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
        <Input maxLength={500} placeholder="https://" dir="ltr" />
      </Form.Item>
      <Form.Item name="from" label={t('portal.webhook.from')}>
        <Radio.Group options={(['now', 'start'] as const).map((value) => ({ value, label: t(`portal.webhook.from.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  );
}
