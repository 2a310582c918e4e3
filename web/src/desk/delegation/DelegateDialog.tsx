import { delegationKinds, giveDelegation, type DelegableAnswer } from '@karez/contract/desk/delegation';
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
export function DelegateDialog({ answer, onDone, onCancel }: { answer: DelegableAnswer; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const kind = Form.useWatch('kind', form) ?? 'absence';
  const deed = useDeed(giveDelegation, ['desk.']);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const { signatures, work, colleagues } = answer;
  const named = (deeds: readonly string[]) => deeds.map((one) => t(`law.deputised.${one}`)).join(' · ');
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
      initialValues={{ kind: 'absence', signs: false, firstDay: '', reason: '', code: '' }}
      onGiven={give}
      onCancel={onCancel}
    >
      <Form.Item name="kind" label={t('portal.delegation.kind')}>
        <Radio.Group
          options={delegationKinds.toReversed().map((value) => ({
            value,
            label: t(`portal.delegation.kind.${value}`),
            disabled: value === 'deputy' && work.length === 0,
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
      {work.length === 0 ? null : <p>{t('portal.delegation.work-too', { deeds: named(work) })}</p>}
      {kind === 'absence' && signatures.length > 0 ? (
        <Form.Item name="signs" valuePropName="checked">
          <Checkbox>{t('portal.delegation.sign-too', { deeds: named(signatures) })}</Checkbox>
        </Form.Item>
      ) : null}
      <p className="small soft">{t('portal.delegation.own-rest')}</p>
      <Form.Item name="reason" label={t('portal.delegation.reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}
