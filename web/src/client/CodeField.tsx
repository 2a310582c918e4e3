import { Form, Input } from 'antd';
import { useWords } from './language.tsx';

/** The second factor again, as part of a form that signs. */
export function CodeField() {
  const { t } = useWords();
  return (
    <Form.Item
      name="code"
      label={t('portal.code')}
      rules={[{ required: true, pattern: /^\d{6}$/, message: t('portal.code-required') }]}
      extra={t('portal.code-why')}
    >
      <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ inlineSize: 160, letterSpacing: 4 }} />
    </Form.Item>
  );
}
