import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { CodeField } from './CodeField.tsx';
import { FormDialog } from './FormDialog.tsx';
import { useWords } from './language.tsx';

type Signing = {
  title: string;
  says?: string;
  /** Ask for the second factor: the deed is a signature. */
  signs: boolean;
  opinionLabel?: string;
  templates?: readonly string[];
  danger?: boolean;
  /** What stands above the opinion and can write into it. */
  insert?: (write: (text: string) => void) => ReactNode;
  busy: boolean;
  error: Error | null;
  onDone: (given: { opinion: string; code: string }) => void;
  onCancel: () => void;
};

/** Asks for an opinion and, for a signature, the second factor again. */
export function SignDialog({ open, ...signing }: Signing & { open: boolean }) {
  return open ? <OpenSignDialog {...signing} /> : null;
}

function OpenSignDialog(props: Signing) {
  const { t } = useWords();
  const [form] = Form.useForm<{ opinion: string; code: string }>();
  return (
    <FormDialog
      form={form}
      title={props.title}
      says={props.says}
      okText={props.signs ? t('portal.sign') : t('portal.confirm')}
      deed={{ isPending: props.busy, error: props.error }}
      danger={props.danger ?? false}
      initialValues={{ opinion: props.templates?.[0] ?? '', code: '' }}
      onGiven={({ opinion, code }) => props.onDone({ opinion, code: code ?? '' })}
      onCancel={props.onCancel}
    >
      {props.insert?.((opinion) => form.setFieldsValue({ opinion }))}
      <Form.Item
        name="opinion"
        label={props.opinionLabel ?? t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      {props.signs ? <CodeField /> : null}
    </FormDialog>
  );
}
