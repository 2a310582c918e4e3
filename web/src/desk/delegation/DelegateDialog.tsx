import { delegationKinds, giveDelegation, type DelegationsAnswer } from '@karez/contract/desk/delegation';
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';

type Given = {
  kind: (typeof delegationKinds)[number];
  delegateId: string;
  firstDay: string;
  lastDay?: string;
  signs?: boolean;
  reason: string;
  code: string;
};

/** Names who acts for the reader: a standing deputy, or for days of absence, then also for signatures where the rule set lets a deputy sign. */
export function DelegateDialog({ answer, onDone, onCancel }: { answer: DelegationsAnswer; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const kind = Form.useWatch('kind', form) ?? 'absence';
  const deed = useDeed(giveDelegation, ['desk.']);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const { signatures, handling, colleagues } = answer;
  const give = ({ lastDay, signs, ...given }: Given) =>
    deed.mutate(
      {
        body: { ...given, signs: given.kind === 'absence' && signs === true, lastDay: given.kind === 'absence' ? (lastDay ?? null) : null },
      },
      { onSuccess: onDone },
    );
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.delegation.new')}
      says={t('portal.delegation.purpose')}
      okText={t('portal.sign')}
      deed={deed}
      initialValues={{ kind: 'absence', signs: handling.length === 0, firstDay: '', reason: '', code: '' }}
      onGiven={give}
      onCancel={onCancel}
    >
      <Form.Item name="kind" label={t('portal.delegation.kind')}>
        <Radio.Group
          options={delegationKinds.toReversed().map((value) => ({
            value,
            label: t(`portal.delegation.kind.${value}`),
            disabled: value === 'deputy' && handling.length === 0,
          }))}
        />
      </Form.Item>
      <Form.Item name="delegateId" label={t('portal.delegation.delegate')} rules={[{ required: true, message: t('field.required') }]}>
        <Select options={colleagues.map(({ id, title }) => ({ value: id, label: title }))} />
      </Form.Item>
      <Form.Item name="firstDay" label={t('portal.delegation.first-day')} rules={required}>
        <DayField />
      </Form.Item>
      {kind === 'absence' ? (
        <Form.Item name="lastDay" label={t('portal.delegation.last-day')} rules={required}>
          <DayField />
        </Form.Item>
      ) : null}
      {kind === 'absence' && signatures.length > 0 ? (
        <Form.Item name="signs" valuePropName="checked">
          <Checkbox>
            {t('portal.delegation.sign-too', {
              deeds: signatures.map(({ power }) => t(`law.deputised.${power}`)).join(' · '),
            })}
          </Checkbox>
        </Form.Item>
      ) : null}
      <Form.Item name="reason" label={t('portal.delegation.reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}
