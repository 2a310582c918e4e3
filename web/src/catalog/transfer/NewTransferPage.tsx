import { orderTransfer, transferKinds } from '@karez/contract/catalog/transfer';
import { Alert, Breadcrumb, Button, Card, Form, Input, Radio } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { today } from '../days.ts';
import { DepartmentSelect } from './DepartmentSelect.tsx';
import { MovableEntries, useTransferable } from './MovableEntries.tsx';

type Given = {
  kind: (typeof transferKinds)[number];
  documentNumber: string;
  decidedOn: string;
  reason: string;
  fromOrgId: string;
  receiverId?: string;
  entryIds: readonly string[] | null;
};

/** 办理移交: by which instrument, from which department, which entries, to whom. */
export function NewTransferPage() {
  const { t } = useWords();
  const orders = usePower('catalog.publish');
  if (!orders) return <Blank says={t('refusal.request.not-permitted')} />;
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[
              { title: <Link to={paths.transfers()}>{t('portal.menu.transfers')}</Link> },
              { title: t('portal.catalog.transfer.new') },
            ]}
          />
        }
        title={t('portal.catalog.transfer.new')}
        purpose={t('portal.catalog.transfer.new-purpose')}
      />
      <Card>
        <TransferForm />
      </Card>
    </>
  );
}

function TransferForm() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(orderTransfer, ['catalog.', 'desk.']);
  const from = Form.useWatch('fromOrgId', form);
  const chosen = Form.useWatch('entryIds', form);
  const { data: found } = useTransferable(from);
  const isEmpty = Array.isArray(chosen) ? chosen.length === 0 : found?.movable === 0;
  const send = ({ receiverId, entryIds, ...order }: Given) =>
    deed.mutate(
      { body: { ...order, receiverId: receiverId ?? null, entryIds: entryIds === null ? null : [...entryIds] } },
      { onSuccess: ({ answer }) => void navigate(paths.transfer(answer.id)) },
    );
  const required = [{ required: true, message: t('field.required') }];
  const initial = { kind: 'relieved' as const, entryIds: null, ...(search.get('from') ? { fromOrgId: search.get('from') ?? '' } : {}) };
  return (
    <Form<Given> form={form} layout="vertical" initialValues={initial} onFinish={send} style={{ maxInlineSize: 860 }}>
      <Form.Item name="kind" label={t('portal.catalog.transfer.kind')} rules={required}>
        <Radio.Group options={transferKinds.map((kind) => ({ value: kind, label: t(`catalog.transfer.kind.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="documentNumber" label={t('portal.catalog.transfer.document')} rules={required}>
        <Input maxLength={100} style={{ maxInlineSize: 360 }} />
      </Form.Item>
      <Form.Item name="decidedOn" label={t('portal.catalog.transfer.decided-on')} rules={required}>
        <DayField max={today()} />
      </Form.Item>
      <Form.Item name="reason" label={t('portal.catalog.transfer.reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item name="fromOrgId" label={t('portal.catalog.transfer.from')} rules={required}>
        <DepartmentSelect dissolvedToo />
      </Form.Item>
      <Form.Item name="receiverId" label={t('portal.catalog.transfer.receiver')} extra={t('portal.catalog.transfer.receiver-later')}>
        <DepartmentSelect except={from} />
      </Form.Item>
      {from ? (
        <Form.Item name="entryIds" label={t('portal.catalog.transfer.entries-which')}>
          <MovableEntries from={from} />
        </Form.Item>
      ) : null}
      <div className="stack">
        <Alert type="info" showIcon title={t('portal.catalog.transfer.says')} />
        {deed.error ? <Trouble error={deed.error} /> : null}
        <div>
          <Button type="primary" htmlType="submit" loading={deed.isPending} disabled={isEmpty}>
            {t('portal.catalog.transfer.order')}
          </Button>
        </div>
      </div>
    </Form>
  );
}
