import { beginSecondFactor, giveSecondFactor } from '@karez/contract/identity';
import { Button, Form, Input, QRCode } from 'antd';
import { useEffect } from 'react';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import type { OnNext } from './SignInPage.tsx';

/** Shows a new second-factor secret once, as QR code and text, and asks for the first code from it. */
export function EnrolSecondFactor({ onNext }: { onNext: OnNext }) {
  const { t } = useWords();
  const begin = useDeed(beginSecondFactor, []);
  const give = useDeed(giveSecondFactor, []);
  const { mutate } = begin;
  useEffect(() => mutate({}), [mutate]);
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { code: string }) => give.mutate({ body: given }, { onSuccess: ({ answer }) => onNext(answer) })}
    >
      <h1 style={{ fontSize: 18, marginBlockStart: 0 }}>{t('portal.enrol.title')}</h1>
      <p className="soft">{t('portal.enrol.says')}</p>
      {begin.error ? <Trouble error={begin.error} again={() => mutate({})} /> : null}
      {begin.data ? (
        <div className="row" style={{ alignItems: 'flex-start', marginBlockEnd: 12 }}>
          <span role="img" aria-label={t('portal.enrol.code')}>
            <span aria-hidden="true">
              <QRCode value={begin.data.answer.uri} size={148} bordered={false} />
            </span>
          </span>
          <div style={{ flex: 1, minInlineSize: 0 }}>
            <div className="small soft">{t('portal.enrol.secret')}</div>
            <div className="code">{begin.data.answer.secret}</div>
          </div>
        </div>
      ) : null}
      <Form.Item name="code" label={t('portal.code')} rules={[{ required: true, pattern: /^\d{6}$/, message: t('portal.code-required') }]}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      {give.error ? <Trouble error={give.error} /> : null}
      <Button type="primary" htmlType="submit" block loading={give.isPending} style={{ marginBlockStart: 12 }}>
        {t('portal.sign-in.do')}
      </Button>
    </Form>
  );
}
