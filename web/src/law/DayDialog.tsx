import { putCalendarDay } from '@karez/contract/law';
import { App, Form, Input, Radio } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import type { Noticed } from './YearGrid.tsx';

type Given = { workday: boolean; name: string };

/** Says of one day whether it is worked; open terms are counted again. */
export function DayDialog({ calendarId, day, onClose }: { calendarId: string; day: Noticed; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const put = useDeed(putCalendarDay, ['law.']);
  const send = (given: Given) =>
    put.mutate(
      { params: { calendarId, on: day.on }, body: given },
      {
        onSuccess: ({ answer }) => {
          void message.success(t('portal.law.recounted', { recounted: answer.recounted, moved: answer.moved }));
          onClose();
        },
      },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.law.edit-day', { day: day.on })}
      says={t('portal.law.edit-day-says')}
      okText={t('portal.save')}
      deed={put}
      initialValues={{ workday: day.workday, name: day.name }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="workday" label={t('portal.law.day-is')}>
        <Radio.Group
          options={[
            { value: true, label: t('portal.law.worked') },
            { value: false, label: t('portal.law.off') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('portal.law.day-name')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        extra={t('portal.law.day-name-why')}
      >
        <Input maxLength={60} />
      </Form.Item>
    </FormDialog>
  );
}
