import { openChange } from '@karez/contract/catalog';
import { changeTriggerSchema, type Entry } from '@karez/contract/catalog/answers';
import { Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { today } from './days.ts';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { paths } from '../paths.ts';
import { DayField } from '../ui/DayField.tsx';

type Given = { kind: ReturnType<typeof changeTriggerSchema.parse>; changedOn: string; reason: string };

/** 发起变更: the version in force stays until the new one is published. */
export function ChangeDialog({ entry, onCancel }: { entry: Entry; onCancel: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(openChange, ['catalog.', 'desk.']);
  const send = (body: Given) =>
    deed.mutate(
      { params: { entryId: entry.id }, ifMatch: entry.revision, body },
      { onSuccess: () => void navigate(paths.editEntry(entry.id)) },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.catalog.deed.open-change')}
      says={t('portal.catalog.ask-says.open-change')}
      okText={t('portal.confirm')}
      deed={deed}
      initialValues={{ changedOn: today(), reason: '' }}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="kind" label={t('portal.catalog.trigger')} rules={[{ required: true, message: t('field.required') }]}>
        <Select options={changeTriggerSchema.options.map((kind) => ({ value: kind, label: t(`catalog.trigger.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="changedOn" label={t('portal.catalog.changed-on')} rules={[{ required: true, message: t('field.required') }]}>
        <DayField max={today()} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('portal.catalog.change-reason')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
