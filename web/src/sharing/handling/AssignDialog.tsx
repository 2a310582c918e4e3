import { readOrganisation } from '@karez/contract/identity';
import { assignDivisions } from '@karez/contract/sharing/handling';
import type { Application } from '@karez/contract/sharing/schemas';
import { Form, Input, Select } from 'antd';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { DayField } from '../../ui/DayField.tsx';

type Given = { divisionIds: string[]; words: string; dueOn: string };

/** 转办 to one division, 会签 by several: with a word, until an inner day. */
export function AssignDialog({ application, onDone, onCancel }: { application: Application; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const orgId = useMe().organisation.id;
  const office = useAnswer(readOrganisation, { params: { orgId } });
  const deed = useDeed(assignDivisions, ['sharing.', 'desk.']);
  const last = application.lastInnerDay;
  const divisions = office.data?.answer.divisions ?? [];
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.handling.deed.assign')}
      says={t('portal.handling.says.assign')}
      okText={t('portal.handling.deed.assign')}
      deed={deed}
      initialValues={{ divisionIds: [], words: '', dueOn: last ?? '' }}
      onGiven={(body) => deed.mutate({ params: { applicationId: application.id }, body }, { onSuccess: onDone })}
      onCancel={onCancel}
    >
      <Form.Item
        name="divisionIds"
        label={t('portal.handling.divisions')}
        rules={[{ required: true, message: t('portal.handling.divisions-required') }]}
      >
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={divisions.map(({ id, name, hasClerk }) => ({
            value: id,
            label: hasClerk ? name : t('portal.handling.division-empty', { division: name }),
            disabled: !hasClerk,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="words"
        label={t('portal.handling.words')}
        rules={[{ required: true, whitespace: true, message: t('portal.handling.words-required') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item
        name="dueOn"
        label={t('portal.handling.due-on')}
        extra={t('portal.handling.due-on-why')}
        rules={[{ required: true, message: t('field.required') }]}
      >
        <DayField {...(last === null ? {} : { max: last })} />
      </Form.Item>
    </FormDialog>
  );
}
