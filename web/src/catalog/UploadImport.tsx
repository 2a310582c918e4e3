import { startImport, type importTargets } from '@karez/contract/catalog-import';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';
import { TableChooser } from '../client/TableChooser.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { SecrecyDeclarationCard } from './SecrecyDeclaration.tsx';

type Target = (typeof importTargets)[number];
type Given = { target?: Target; placeCode: string; placeName: string };

/** What the reader's posts here may import: a registrar the own department's catalogue, the authority's administrator a sample place. */
function useTargets(): readonly [Target, ...Target[]] {
  const me = useMe();
  const roles = me.posts.filter((post) => post.orgId === me.organisation.id && post.state === 'confirmed').map((post) => post.role);
  const places = roles.includes('AUTHORITY_ADMIN');
  if (!places) return ['own-drafts', 'own-department'];
  return roles.includes('CATALOG_REGISTRAR') ? ['own-drafts', 'own-department', 'sample-place'] : ['sample-place'];
}

/** Chooses a workbook or CSV and says whose catalogue it is; the dry run starts with the upload. */
export function UploadImport() {
  const { t } = useWords();
  const targets = useTargets();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const [file, setFile] = useState<File | null>(null);
  const [declared, setDeclared] = useState<SecrecyDeclaration | null>(null);
  const [first] = targets;
  const target = Form.useWatch('target', form) ?? first;
  const deed = useDeed(startImport, ['catalog.']);
  const send = ({ target: asked, placeCode, placeName }: Given) => {
    // A choice of one is not shown, and then not among the form's values.
    const whose = asked ?? first;
    if (!file || declared !== 'not-secret') return;
    deed.mutate(
      {
        body: {
          secrecyDeclaration: declared,
          ...(whose === 'sample-place' ? { target: whose, placeCode, placeName } : { target: whose }),
        },
        files: [{ field: 'file', file, name: file.name }],
      },
      { onSuccess: ({ answer }) => void navigate(paths.importJob(answer.id)) },
    );
  };
  return (
    <Form<Given> form={form} layout="vertical" initialValues={{ target: first, placeCode: '', placeName: '' }} onFinish={send}>
      <TableChooser
        file={file}
        onChoose={(chosen) => {
          setFile(chosen);
          setDeclared(null);
          deed.reset();
        }}
      />
      <div style={{ marginBlockStart: 16 }}>
        {targets.length > 1 ? (
          <Form.Item name="target" label={t('portal.catalog.import.whose')}>
            <Radio.Group options={targets.map((value) => ({ value, label: t(`catalog.import.target.${value}`) }))} />
          </Form.Item>
        ) : null}
        {target === 'sample-place' ? (
          <div className="row" style={{ alignItems: 'flex-start' }}>
            <Form.Item
              name="placeCode"
              label={t('portal.catalog.import.place-code')}
              rules={[{ required: true, pattern: /^\d{6}$/, message: t('portal.catalog.import.place-code-rule') }]}
            >
              <Input inputMode="numeric" maxLength={6} style={{ inlineSize: 140 }} />
            </Form.Item>
            <Form.Item
              name="placeName"
              label={t('portal.catalog.import.place-name')}
              rules={[{ required: true, whitespace: true, message: t('field.required') }]}
            >
              <Input maxLength={60} style={{ inlineSize: 240 }} />
            </Form.Item>
          </div>
        ) : null}
        <div style={{ marginBlockEnd: 16 }}>
          <SecrecyDeclarationCard declared={declared} onDeclare={setDeclared} />
        </div>
        {deed.error ? (
          <div style={{ marginBlockEnd: 12 }}>
            <Trouble error={deed.error} />
          </div>
        ) : null}
        <Button type="primary" htmlType="submit" disabled={!file || declared !== 'not-secret'} loading={deed.isPending}>
          {t('portal.catalog.import.start')}
        </Button>
      </div>
    </Form>
  );
}
