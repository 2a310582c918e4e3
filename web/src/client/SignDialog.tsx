import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from './language.tsx';
import { Trouble } from './Trouble.tsx';

type Signing = {
  open: boolean;
  title: string;
  says?: string;
  /** Ask for the second factor: the deed is a signature. */
  signs: boolean;
  opinionLabel?: string;
  templates?: readonly string[];
  danger?: boolean;
  busy: boolean;
  error: Error | null;
  onDone: (given: { opinion: string; code: string }) => void;
  onCancel: () => void;
};

/** Asks for an opinion and, for a signature, the second factor again. */
export function SignDialog(props: Signing) {
  const { t } = useWords();
  const [form] = Form.useForm<{ opinion: string; code: string }>();
  const [filled, setFilled] = useState(props.templates?.[0] ?? '');
  return (
    <Modal
      open={props.open}
      title={props.title}
      onCancel={props.onCancel}
      onOk={() => form.submit()}
      okText={props.signs ? t('portal.sign') : t('portal.confirm')}
      cancelText={t('portal.cancel')}
      okButtonProps={{ loading: props.busy, danger: props.danger ?? false }}
      destroyOnHidden
      afterClose={() => setFilled(props.templates?.[0] ?? '')}
    >
      {props.says ? <p className="soft">{props.says}</p> : null}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ opinion: filled, code: '' }}
        onFinish={(given) => props.onDone({ opinion: given.opinion, code: given.code ?? '' })}
        preserve={false}
      >
        <Form.Item
          name="opinion"
          label={props.opinionLabel ?? t('portal.opinion')}
          rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
        >
          <Input.TextArea rows={3} maxLength={1000} showCount />
        </Form.Item>
        {props.signs ? (
          <Form.Item
            name="code"
            label={t('portal.code')}
            rules={[{ required: true, pattern: /^\d{6}$/, message: t('portal.code-required') }]}
            extra={t('portal.code-why')}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ inlineSize: 160, letterSpacing: 4 }} />
          </Form.Item>
        ) : null}
      </Form>
      {props.error ? <Trouble error={props.error} /> : null}
    </Modal>
  );
}
