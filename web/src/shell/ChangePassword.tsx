import { changePassword } from '@karez/contract/identity';
import { Button, Form, Input } from 'antd';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import type { OnNext } from './SignInPage.tsx';

/** Replaces a first or expired password before anything else is shown. */
export function ChangePassword({ onNext }: { onNext: OnNext }) {
  const { t } = useWords();
  const deed = useDeed(changePassword, []);
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { current: string; next: string }) =>
        deed.mutate({ body: { current: given.current, next: given.next } }, { onSuccess: ({ answer }) => onNext(answer) })
      }
    >
      <h1 style={{ fontSize: 18, marginBlockStart: 0 }}>{t('portal.password.title')}</h1>
      <p className="soft">{t('portal.password.says')}</p>
      <Form.Item name="current" label={t('portal.password.current')} rules={[{ required: true, message: t('field.required') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="next" label={t('portal.password.next')} rules={[{ required: true, min: 12, message: t('portal.password.rule') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('portal.password.again')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('portal.password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {deed.error ? <Trouble error={deed.error} /> : null}
      <Button type="primary" htmlType="submit" block loading={deed.isPending} style={{ marginBlockStart: 12 }}>
        {t('portal.sign-in.next')}
      </Button>
    </Form>
  );
}
