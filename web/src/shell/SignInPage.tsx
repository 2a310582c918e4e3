import { giveSecondFactor, signIn } from '@karez/contract/identity';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { setCsrfToken } from '../client/call.ts';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { DemoAccounts } from './DemoAccounts.tsx';
import { EnrolSecondFactor } from './EnrolSecondFactor.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { LanguageLine } from './LanguageLine.tsx';

type Step = 'password' | 'second-factor' | 'enrol-second-factor' | 'change-password' | 'done';

/** Sign-in: password, then the second factor; the server says which step comes next. */
export function SignInPage() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>('password');
  const goOn = (next: { step: Step; csrfToken: string }) => {
    setCsrfToken(next.csrfToken);
    setStep(next.step);
    if (next.step === 'done') void queries.invalidateQueries();
  };
  return (
    <main className="sign-in" style={{ minBlockSize: '100vh', display: 'grid', placeItems: 'center', padding: 24 }}>
      <div style={{ inlineSize: '100%', maxInlineSize: 440 }}>
        <div className="row" style={{ justifyContent: 'space-between', marginBlockEnd: 16 }}>
          <div className="row">
            <img src="/karez.svg" alt="" width={40} height={40} />
            <div>
              <strong style={{ fontSize: 20 }}>{t('portal.name')}</strong>
              <div className="soft small">{t('portal.city')}</div>
            </div>
          </div>
          <LanguageChoice />
        </div>
        <Card>
          {step === 'password' || step === 'done' ? <PasswordForm onNext={goOn} /> : null}
          {step === 'second-factor' ? <CodeForm onNext={goOn} onBack={() => setStep('password')} /> : null}
          {step === 'enrol-second-factor' ? <EnrolSecondFactor onNext={goOn} /> : null}
          {step === 'change-password' ? <ChangePassword onNext={goOn} /> : null}
        </Card>
        {step === 'password' ? <DemoAccounts onNext={goOn} /> : null}
        <LanguageLine />
      </div>
    </main>
  );
}

export type OnNext = (next: { step: 'second-factor' | 'enrol-second-factor' | 'change-password' | 'done'; csrfToken: string }) => void;

function PasswordForm({ onNext }: { onNext: OnNext }) {
  const { t } = useWords();
  const deed = useDeed(signIn, []);
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { account: string; password: string }) =>
        deed.mutate({ body: given }, { onSuccess: ({ answer }) => onNext(answer) })
      }
    >
      <h1 style={{ fontSize: 18, marginBlockStart: 0 }}>{t('portal.sign-in.title')}</h1>
      <Form.Item name="account" label={t('portal.sign-in.account')} rules={[{ required: true, message: t('field.required') }]}>
        <Input autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={t('portal.sign-in.password')} rules={[{ required: true, message: t('field.required') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {deed.error ? <Trouble error={deed.error} /> : null}
      <Button type="primary" htmlType="submit" block loading={deed.isPending} style={{ marginBlockStart: 12 }}>
        {t('portal.sign-in.next')}
      </Button>
    </Form>
  );
}

function CodeForm({ onNext, onBack }: { onNext: OnNext; onBack: () => void }) {
  const { t } = useWords();
  const deed = useDeed(giveSecondFactor, []);
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { code: string }) => deed.mutate({ body: given }, { onSuccess: ({ answer }) => onNext(answer) })}
    >
      <h1 style={{ fontSize: 18, marginBlockStart: 0 }}>{t('portal.sign-in.code-title')}</h1>
      <p className="soft">{t('portal.sign-in.code-says')}</p>
      <Form.Item name="code" label={t('portal.code')} rules={[{ required: true, pattern: /^\d{6}$/, message: t('portal.code-required') }]}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus style={{ letterSpacing: 6, fontSize: 18 }} />
      </Form.Item>
      {deed.error ? <Trouble error={deed.error} /> : null}
      <div className="row" style={{ marginBlockStart: 12 }}>
        <Button onClick={onBack}>{t('portal.back')}</Button>
        <Button type="primary" htmlType="submit" loading={deed.isPending} style={{ flex: 1 }}>
          {t('portal.sign-in.do')}
        </Button>
      </div>
    </Form>
  );
}
