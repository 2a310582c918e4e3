import { decideUnitKey, revokeUnitKey } from '@karez/contract/sharing/unit-key';
import type { UnitKey } from '@karez/contract/sharing/unit-key-schemas';
import { Form, Input } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';

type About = { unitKey: UnitKey; onDone: () => void; onCancel: () => void };
const stale = ['sharing.'];

/** The authority's leader types the fingerprint that the department has given outside of the platform. */
export function DecideKeyDialog({ unitKey, onDone, onCancel }: About) {
  const { t } = useWords();
  const [form] = Form.useForm<{ fingerprint: string; code: string }>();
  const deed = useDeed(decideUnitKey, stale);
  return (
    <FormDialog<{ fingerprint: string; code: string }>
      form={form}
      title={t('portal.labelled', { label: t('portal.stamp.decide'), text: unitKey.organisation.name })}
      says={t('portal.stamp.decide-says')}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ fingerprint: '', code: '' }}
      onGiven={(given) => deed.mutate({ params: { keyId: unitKey.id }, body: { decision: 'confirm', ...given } }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item name="fingerprint" label={t('portal.stamp.typed')} rules={[{ required: true, message: t('field.required') }]}>
        <Input dir="ltr" className="code" maxLength={40} autoComplete="off" />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}

export function RefuseKeyDialog({ unitKey, onDone, onCancel }: About) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string }>();
  const deed = useDeed(decideUnitKey, stale);
  return (
    <FormDialog<{ reason: string }>
      form={form}
      title={t('portal.labelled', { label: t('portal.stamp.refuse'), text: unitKey.organisation.name })}
      okText={t('portal.stamp.refuse')}
      danger
      deed={deed}
      initialValues={{ reason: '' }}
      onGiven={(given) => deed.mutate({ params: { keyId: unitKey.id }, body: { decision: 'refuse', ...given } }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <ReasonField />
    </FormDialog>
  );
}

export function RevokeKeyDialog({ unitKey, onDone, onCancel }: About) {
  const { t } = useWords();
  const [form] = Form.useForm<{ reason: string; code: string }>();
  const deed = useDeed(revokeUnitKey, stale);
  return (
    <FormDialog<{ reason: string; code: string }>
      form={form}
      title={t('portal.labelled', { label: t('portal.stamp.revoke'), text: unitKey.organisation.name })}
      says={t('portal.stamp.revoke-says')}
      okText={t('portal.stamp.revoke')}
      danger
      deed={deed}
      initialValues={{ reason: '', code: '' }}
      onGiven={(body) => deed.mutate({ params: { keyId: unitKey.id }, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <ReasonField />
      <CodeField />
    </FormDialog>
  );
}

function ReasonField() {
  const { t } = useWords();
  return (
    <Form.Item name="reason" label={t('portal.stamp.reason')} rules={[{ required: true, whitespace: true, message: t('field.required') }]}>
      <Input.TextArea rows={2} maxLength={2000} showCount />
    </Form.Item>
  );
}
