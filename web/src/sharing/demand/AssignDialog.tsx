import { assignDemand, type Demand } from '@karez/contract/sharing/demand';
import { Form, Input } from 'antd';
import { DepartmentSelect } from '../../catalog/transfer/DepartmentSelect.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';

export type Asked = { demand: Demand; onDone: () => void; onClose: () => void };
type Given = { organisationId: string; opinion: string };

/** 分派: the authority names the department that has to answer; the one that the requester expects is offered first. */
export function AssignDialog({ demand, onDone, onClose }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(assignDemand, ['sharing.', 'desk.']);
  const { expectedProvider, reply } = demand;
  // After “not ours” the expected department is the one that has just said so.
  const offered = reply === null ? expectedProvider : null;
  const required = [{ required: true, message: t('field.required') }];
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.demand.deed.assign')}
      says={t('portal.demand.says.assign')}
      okText={t('portal.demand.deed.assign')}
      deed={deed}
      initialValues={{ opinion: '', ...(offered === null ? {} : { organisationId: offered.id }) }}
      onGiven={(body) => deed.mutate({ params: { demandId: demand.id }, body }, { onSuccess: onDone })}
      onCancel={onClose}
    >
      <Form.Item name="organisationId" label={t('portal.demand.provider')} rules={required}>
        <DepartmentSelect except={demand.requester.id} {...(offered === null ? {} : { known: offered })} />
      </Form.Item>
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
