import { giveDivisionOpinion } from '@karez/contract/sharing/handling';
import type { AssignmentAnswer, AssignmentOpinion } from '@karez/contract/sharing/handling-schemas';
import type { Application } from '@karez/contract/sharing/schemas';
import { Form, Input, Radio, Select } from 'antd';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';

type Given = { result: AssignmentOpinion['result']; opinion: string; items?: number[] };
type Asking = { application: Application; assignment: AssignmentAnswer; onDone: () => void; onCancel: () => void };

/** 科室意见: for it, against it, or against some of its items. */
export function OpinionDialog({ application, assignment, onDone, onCancel }: Asking) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(giveDivisionOpinion, ['sharing.', 'desk.']);
  const result = Form.useWatch('result', form) ?? 'agree';
  const send = ({ opinion, items = [] }: Given) => {
    const against = result === 'partly' ? items.map((no) => ({ no, agrees: false, words: '' })) : [];
    deed.mutate({ params: { assignmentId: assignment.id }, body: { result, opinion, items: against } }, { onSuccess: onDone });
  };
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.handling.opinion-of', { division: assignment.division })}
      says={t('portal.handling.says.opinion')}
      okText={t('portal.handling.give-opinion')}
      deed={deed}
      initialValues={{ result: 'agree', opinion: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="result" label={t('portal.handling.result')}>
        <Radio.Group options={(['agree', 'partly', 'refuse'] as const).map((value) => ({ value, label: t(`sharing.opinion.${value}`) }))} />
      </Form.Item>
      {result === 'partly' ? (
        <Form.Item
          name="items"
          label={t('portal.handling.items-against')}
          rules={[{ required: true, message: t('portal.handling.items-required') }]}
        >
          <Select
            mode="multiple"
            options={application.content.itemNos.map((no) => ({
              value: no,
              label: application.entryItems.find((item) => item.no === no)?.nameZh ?? String(no),
            }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
