import {
  chooseMailLanguage,
  confirmAddress,
  giveAddress,
  mailAddressSchema,
  removeAddress,
  type MailboxAnswer,
} from '@karez/contract/desk/mail';
import { isLanguage, type Language } from '@karez/contract/wording';
import { Button, Form, Input, Popconfirm, Space } from 'antd';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { LanguageSelect } from './LanguageSelect.tsx';

const stale = ['desk.read-mailbox'];

/** One's own address: given, confirmed by the code that came to it, removed. */
export function MailboxCard({ mailbox }: { mailbox: MailboxAnswer }) {
  const { t } = useWords();
  const { state, address, pending } = mailbox;
  const chosen = useDeed(chooseMailLanguage, stale);
  const removed = useDeed(removeAddress, stale);
  const choose = (language: Language) => chosen.mutate({ body: { language } });
  const trouble = chosen.error ?? removed.error;
  return (
    <Space orientation="vertical" size={16} style={{ display: 'flex' }}>
      <div role="status">{t(`portal.mail.state.${state}`, { address: address ?? '', pending: pending ?? '' })}</div>
      {pending === null ? null : <CodeForm />}
      <AddressForm key={`${state} ${mailbox.language}`} mailbox={mailbox} />
      {state === 'none' ? null : (
        <Space wrap>
          <LanguageSelect value={mailbox.language} onChange={choose} isBusy={chosen.isPending} />
          <Popconfirm
            title={t('portal.mail.remove')}
            description={t('portal.mail.removed-means')}
            okText={t('portal.mail.remove')}
            cancelText={t('portal.cancel')}
            onConfirm={() => removed.mutate({})}
          >
            <Button danger loading={removed.isPending}>
              {t('portal.mail.remove')}
            </Button>
          </Popconfirm>
        </Space>
      )}
      {trouble ? <Trouble error={trouble} /> : null}
    </Space>
  );
}

function CodeForm() {
  const { t } = useWords();
  const confirmed = useDeed(confirmAddress, stale);
  return (
    <Form<{ code: string }> layout="vertical" onFinish={(given) => confirmed.mutate({ body: { code: given.code.trim() } })}>
      <Form.Item
        name="code"
        label={t('portal.mail.code')}
        rules={[{ required: true, pattern: /^\s*\d{8}\s*$/u, message: t('portal.mail.code') }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" dir="ltr" maxLength={10} style={{ maxInlineSize: 200 }} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={confirmed.isPending}>
        {t('portal.mail.confirm')}
      </Button>
      {confirmed.error ? <Trouble error={confirmed.error} /> : null}
    </Form>
  );
}

type Given = { readonly address: string; readonly language: string };

function AddressForm({ mailbox }: { mailbox: MailboxAnswer }) {
  const { t } = useWords();
  const given = useDeed(giveAddress, stale);
  const send = ({ address, language }: Given) => {
    if (isLanguage(language)) given.mutate({ body: { address: address.trim(), language } });
  };
  return (
    <Form<Given> layout="vertical" initialValues={{ address: '', language: mailbox.language }} onFinish={send}>
      <Form.Item
        name="address"
        label={t('portal.mail.address')}
        rules={[
          {
            validator: async (_rule, value: unknown) => {
              const address = typeof value === 'string' ? value.trim() : '';
              if (!mailAddressSchema.safeParse(address).success) throw new Error(t('portal.mail.address.malformed'));
            },
          },
        ]}
        validateTrigger="onSubmit"
      >
        <Input inputMode="email" autoComplete="email" dir="ltr" maxLength={254} style={{ maxInlineSize: 420 }} />
      </Form.Item>
      {mailbox.state === 'none' ? (
        <Form.Item name="language" label={t('portal.mail.language')}>
          <LanguageSelect />
        </Form.Item>
      ) : (
        <Form.Item name="language" hidden>
          <Input />
        </Form.Item>
      )}
      <Button
        type={mailbox.pending === null && mailbox.address === null ? 'primary' : 'default'}
        htmlType="submit"
        loading={given.isPending}
      >
        {t('portal.mail.send-code')}
      </Button>
      {given.error ? <Trouble error={given.error} /> : null}
    </Form>
  );
}
