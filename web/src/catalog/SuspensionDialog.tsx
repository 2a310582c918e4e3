import { suspendEntry } from '@karez/contract/catalog/status';
import type { Entry } from '@karez/contract/catalog/answers';
import { Form, Input } from 'antd';
import { CodeField } from '../client/CodeField.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { DayField } from '../ui/DayField.tsx';
import { today } from './days.ts';
import { staleAfterStep } from './deeds.ts';

type Given = { reason: string; rectifyBy: string; code: string };

/** 暂停: what is wrong and until when it is to be put right. */
export function SuspensionDialog({ entry, onDone, onCancel }: { entry: Entry; onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const deed = useDeed(suspendEntry, staleAfterStep);
  const send = ({ reason, rectifyBy, code }: Given) =>
    deed.mutate(
      { params: { entryId: entry.id }, ifMatch: entry.revision, body: { reason, rectifyBy, secondFactor: code } },
      { onSuccess: onDone },
    );
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <FormDialog
      form={form}
      title={t('portal.catalog.deed.suspend-entry')}
      says={t('portal.catalog.ask-says.suspend-entry')}
      okText={t('portal.sign')}
      danger
      deed={deed}
      onGiven={send}
      onCancel={onCancel}
    >
      <Form.Item name="reason" label={t('portal.catalog.status-reason')} rules={required}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item name="rectifyBy" label={t('portal.catalog.rectify-by')} rules={required}>
        <DayField min={today()} />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}
