import { registerEntry } from '@karez/contract/catalog';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { Button, Card, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { emptyContent } from './draft.ts';
import { SecrecyDeclarationCard } from './SecrecyDeclaration.tsx';

type Given = { name: string; abstract: string };

/** First step of 登记: the secrecy declaration and what the resource is called; the draft then opens in the whole form. */
export function RegisterPage() {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const [declared, setDeclared] = useState<SecrecyDeclaration | null>(null);
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(registerEntry, ['catalog.', 'desk.']);
  const start = ({ name, abstract }: Given) =>
    deed.mutate(
      {
        body: {
          organisationId: me.organisation.id,
          secrecyDeclaration: 'not-secret',
          content: { ...emptyContent(name.trim()), abstract: abstract ?? '' },
        },
        key: key.current,
      },
      {
        onSuccess: ({ answer }) => void navigate(paths.editEntry(answer.id), { replace: true, state: { declared: 'not-secret' } }),
        // Another text is another deed: it must not be answered with the first one's refusal.
        onError: () => {
          key.current = crypto.randomUUID();
        },
      },
    );
  const open = declared === 'not-secret';
  return (
    <>
      <PageHead
        title={t('portal.menu.register')}
        purpose={t('portal.catalog.register-purpose', { organisation: me.organisation.name })}
        actions={<Link to={paths.imports()}>{t('portal.catalog.rather-import')}</Link>}
      />
      <div className="stack" style={{ maxInlineSize: 860 }}>
        <SecrecyDeclarationCard declared={declared} onDeclare={setDeclared} />
        <Card>
          <Form<Given> layout="vertical" disabled={!open} initialValues={{ name: '', abstract: '' }} onFinish={start}>
            <Form.Item
              name="name"
              label={t('catalog.field.name')}
              extra={t('portal.catalog.hint.name')}
              rules={[{ required: true, whitespace: true, message: t('field.required') }]}
            >
              <Input maxLength={128} />
            </Form.Item>
            <Form.Item name="abstract" label={t('catalog.field.abstract')} extra={t('portal.catalog.hint.abstract')}>
              <Input.TextArea rows={4} maxLength={2000} showCount />
            </Form.Item>
            {deed.error ? <Trouble error={deed.error} /> : null}
            <div className="row" style={{ marginBlockStart: 12 }}>
              <Button type="primary" htmlType="submit" loading={deed.isPending}>
                {t('portal.catalog.register-start')}
              </Button>
              {open ? null : <span className="soft">{t('portal.catalog.declare-first')}</span>}
            </div>
          </Form>
        </Card>
      </div>
    </>
  );
}
