import { matchCall } from '@karez/contract/sharing/use-record';
import { Form, Input, Radio } from 'antd';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { staleAfterUse } from './UseDeeds.tsx';

type Given = { result: 'matched' | 'unmatched'; caseNo: string; reason: string };

/** The case that a sampled call was made for, or why there is none. */
export function MatchDialog({ grantId, recordId, onClose }: { grantId: string; recordId: string; onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const result = Form.useWatch('result', form) ?? 'matched';
  const deed = useDeed(matchCall, staleAfterUse);
  const required = { required: true, whitespace: true, message: t('field.required') };
  const params = { grantId, recordId };
  const say = ({ caseNo, reason }: Given) => {
    if (result === 'matched') deed.mutate({ params, body: { result: 'matched', caseNo } }, { onSuccess: onClose });
    else deed.mutate({ params, body: { result: 'unmatched', reason } }, { onSuccess: onClose });
  };
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.use.deed.match')}
      says={t('portal.use.says.match')}
      okText={t('portal.use.save')}
      deed={deed}
      initialValues={{ result: 'matched', caseNo: '', reason: '' }}
      onGiven={say}
      onCancel={onClose}
    >
      <Form.Item name="result" label={t('portal.use.how')}>
        <Radio.Group
          options={[
            { value: 'matched', label: t('portal.use.how.matched') },
            { value: 'unmatched', label: t('portal.use.how.unmatched') },
          ]}
        />
      </Form.Item>
      {result === 'matched' ? (
        <Form.Item name="caseNo" label={t('portal.use.case-no')} rules={[required]}>
          <Input maxLength={64} />
        </Form.Item>
      ) : (
        <Form.Item name="reason" label={t('portal.use.reason')} rules={[required]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      )}
    </FormDialog>
  );
}
