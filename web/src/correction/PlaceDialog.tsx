import { assignCorrection, decideCorrection } from '@karez/contract/correction';
import { Form, Input } from 'antd';
import { DepartmentSelect } from '../catalog/transfer/DepartmentSelect.tsx';
import { CodeField } from '../client/CodeField.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import type { Asked } from './AnswerDialog.tsx';

type Given = { organisationId: string; reason: string; code: string };

/** The authority orders a department to correct, with its signature, or names the one that answers. */
export function PlaceDialog({ correction, onDone, onClose, orders }: Asked & { orders: boolean }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const order = useDeed(decideCorrection, ['correction.', 'desk.']);
  const assign = useDeed(assignCorrection, ['correction.', 'desk.']);
  const read = { params: { correctionId: correction.id }, ifMatch: correction.revision };
  const after = { onSuccess: onDone };
  const deed = orders ? 'order' : 'assign';
  const given = ({ organisationId, reason, code }: Given) =>
    orders
      ? order.mutate({ ...read, body: { decision: 'order', organisationId, reason, code } }, after)
      : assign.mutate({ ...read, body: { organisationId, reason } }, after);
  return (
    <FormDialog<Given>
      form={form}
      title={t(`portal.correction.deed.${deed}`)}
      says={t(`portal.correction.says.${deed}`)}
      okText={t(orders ? 'portal.sign' : 'portal.confirm')}
      deed={orders ? order : assign}
      initialValues={{ reason: '', code: '', ...(orders ? { organisationId: correction.provider.id } : {}) }}
      onGiven={given}
      onCancel={onClose}
    >
      <Form.Item name="organisationId" label={t('portal.correction.provider')} rules={[{ required: true, message: t('field.required') }]}>
        <DepartmentSelect except={correction.requester.id} {...(orders ? { known: correction.provider } : {})} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('portal.correction.reason')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      {orders ? <CodeField /> : null}
    </FormDialog>
  );
}
