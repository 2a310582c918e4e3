import type { Entry } from '@karez/contract/catalog/answers';
import { answerFinding, type Finding } from '@karez/contract/catalog/finding';
import { App, Form, Input } from 'antd';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';

type Answering = { entry: Entry; finding: Finding; answer: 'cite' | 'argue'; onClose: () => void };

/** The department cites the source or argues the difference. */
export function AnswerDialog({ entry, finding, answer, onClose }: Answering) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ text: string }>();
  const deed = useDeed(answerFinding, ['catalog.', 'desk.']);
  const { name, organisationName: organisation } = finding.evidence.other;
  const send = ({ text }: { text: string }) =>
    deed.mutate(
      { params: { entryId: entry.id, findingId: finding.id }, ifMatch: entry.revision, body: { answer, text } },
      {
        onSuccess: () => {
          void message.success(t('portal.finding.answered'));
          onClose();
        },
      },
    );
  const required = answer === 'argue' ? [{ required: true, whitespace: true, message: t('field.required') }] : [];
  return (
    <FormDialog
      form={form}
      title={t(`portal.finding.${answer}`)}
      says={t(`portal.finding.${answer}-says`, { name, organisation })}
      okText={t(`portal.finding.${answer}`)}
      deed={deed}
      initialValues={{ text: finding.answer?.text ?? '' }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="text" label={t('portal.finding.text')} rules={required}>
        <Input.TextArea rows={4} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
