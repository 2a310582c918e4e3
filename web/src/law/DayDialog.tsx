import { putCalendarDay } from '@karez/contract/law';
import { App, Form, Input, Modal, Radio } from 'antd';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
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
    <Modal
      open
      title={t('portal.law.edit-day', { day: day.on })}
      okText={t('portal.save')}
      cancelText={t('portal.cancel')}
      okButtonProps={{ loading: put.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft">{t('portal.law.edit-day-says')}</p>
      <Form form={form} layout="vertical" initialValues={{ workday: day.workday, name: day.name }} onFinish={send}>
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
      </Form>
      {put.error ? <Trouble error={put.error} /> : null}
    </Modal>
  );
}
