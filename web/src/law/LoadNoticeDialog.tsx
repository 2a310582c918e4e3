import { loadCalendarYear } from '@karez/contract/law';
import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Upload } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';

type Given = { notice: string; noticeTitle: string; noticeNumber?: string };

/** What a pasted notice says, once it has the form that the server takes; null otherwise. */
function noticeFrom(text: string) {
  try {
    return loadCalendarYear.body.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Loads a year's holiday notice in the open holiday-cn form. */
export function LoadNoticeDialog({ calendarId, onClose }: { calendarId: string; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const load = useDeed(loadCalendarYear, ['law.']);
  const send = ({ notice, noticeTitle, noticeNumber }: Given) => {
    const body = noticeFrom(notice);
    if (!body) return;
    load.mutate(
      { params: { calendarId }, body: { ...body, noticeTitle, ...(noticeNumber ? { noticeNumber } : {}) } },
      {
        onSuccess: ({ answer }) => {
          void message.success(t('portal.law.loaded', { days: answer.days, recounted: answer.recounted, moved: answer.moved }));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      form={form}
      title={t('portal.law.load-notice-into', { calendar: calendarId })}
      says={t('portal.law.load-notice-says')}
      okText={t('portal.law.load-notice')}
      deed={load}
      width={640}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item
        name="noticeTitle"
        label={t('portal.law.notice-title')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="noticeNumber" label={t('portal.law.notice-number')}>
        <Input maxLength={100} />
      </Form.Item>
      <Upload
        accept=".json"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          void file.text().then((text) => form.setFieldValue('notice', text));
          return false;
        }}
      >
        <Button icon={<UploadOutlined />}>{t('portal.gateway.choose-file')}</Button>
      </Upload>
      <Form.Item
        name="notice"
        label={t('portal.law.notice-days')}
        style={{ marginBlockStart: 12 }}
        rules={[
          {
            validator: (_rule, text: string | undefined) =>
              noticeFrom(text ?? '') ? Promise.resolve() : Promise.reject(new Error(t('portal.law.notice-wrong'))),
          },
        ]}
      >
        <Input.TextArea
          rows={8}
          className="code"
          spellCheck={false}
          placeholder='{"year":2027,"papers":[],"days":[{"name":"…","date":"2027-01-01","isOffDay":true}]}'
        />
      </Form.Item>
    </FormDialog>
  );
}
