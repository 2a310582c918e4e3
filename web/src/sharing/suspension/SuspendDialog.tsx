import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { suspendGrant } from '@karez/contract/sharing/suspension';
import { Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { CitedArticles } from '../CitedArticles.tsx';

/** What a step of a suspension changes on other screens. */
export const staleAfterSuspension = ['sharing.', 'catalog.', 'desk.'];

type Given = { fact: string; workingDays: number; code: string };
type Suspending = { grant: GrantAnswer; onDone: () => void; onCancel: () => void };

/** 暂停授权: what was found, on which article it rests, and until when it is to be put right. */
export function SuspendDialog({ grant, onDone, onCancel }: Suspending) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const [basis, setBasis] = useState<GrantAnswer['suspensions'][number]['basis']>([]);
  const deed = useDeed(suspendGrant, staleAfterSuspension);
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.suspension.deed.suspend')}
      says={t('portal.suspension.says.suspend', { system: grant.systemName })}
      okText={t('portal.sign')}
      deed={deed}
      danger
      notYet={basis.length === 0}
      initialValues={{ fact: '', code: '' }}
      onGiven={(given) => deed.mutate({ params: { grantId: grant.id }, body: { ...given, basis } }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item
        name="fact"
        label={t('portal.suspension.fact-label')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
      <CitedArticles
        required
        label={t('portal.suspension.basis-label')}
        extra={t('portal.suspension.basis-why')}
        cited={basis}
        onCited={setBasis}
      />
      <TermField max={grant.rectificationDaysMax} />
      <CodeField />
    </FormDialog>
  );
}

/** How many working days the holder has; at most what the rule set lets be given. */
export function TermField({ max }: { max: number }) {
  const { t } = useWords();
  return (
    <Form.Item
      name="workingDays"
      label={t('portal.suspension.days')}
      extra={t('portal.suspension.days-why', { max })}
      rules={[{ required: true, message: t('field.required') }]}
    >
      <InputNumber min={1} max={max} precision={0} />
    </Form.Item>
  );
}
