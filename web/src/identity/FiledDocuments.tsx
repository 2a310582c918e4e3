import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { downloadDocument, fileDocument, listDocuments, type readOrganisation } from '@karez/contract/identity';
import { documentKinds } from '@karez/contract/identity/schemas';
import type { AnswerOf } from '@karez/contract/route';
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Card, Form, Input, Select, Table, Upload } from 'antd';
import { useState } from 'react';
import { SecrecyDeclarationCard } from '../catalog/SecrecyDeclaration.tsx';
import { download } from '../client/call.ts';
import { day, dayAndTime } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { DayField } from '../ui/DayField.tsx';

type Organisation = AnswerOf<typeof readOrganisation>;
type Filed = AnswerOf<typeof listDocuments>['items'][number];
type Kind = (typeof documentKinds)[number];
type Row = { readonly kind: Kind; readonly filed: readonly Filed[] };

/** The rules and designations that a department has to file (91-3.2, 91-5.1, 809-8), filed or missing. */
export function FiledDocuments({ organisation }: { organisation: Organisation }) {
  const { t } = useWords();
  const documents = useAnswer(listDocuments, { params: { orgId: organisation.id } });
  const [filing, setFiling] = useState<Kind | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const fetchFile = (documentId: string) =>
    void download(downloadDocument, { params: { documentId } }).then(() => setFailed(null), setFailed);
  return (
    <Card title={t('portal.identity.documents')}>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.identity.documents-why')}
      </p>
      {failed ? <Trouble error={failed} /> : null}
      <Loaded query={documents}>
        {({ answer }) => (
          <Table<Row>
            size="small"
            rowKey="kind"
            pagination={false}
            scroll={{ x: 560 }}
            dataSource={documentKinds.map((kind) => ({ kind, filed: answer.items.filter((one) => one.kind === kind) }))}
            columns={[
              { title: t('portal.identity.document.kind'), width: 180, render: (_value, row) => t(`identity.document-kind.${row.kind}`) },
              {
                title: t('portal.identity.document.filed'),
                render: (_value, row) => <FiledList filed={row.filed} isMissing={answer.missing.includes(row.kind)} onFetch={fetchFile} />,
              },
              {
                title: t('portal.identity.deeds'),
                width: 110,
                render: (_value, row) => (
                  <DeedButton
                    allowed={organisation.allowed}
                    action="fileDocument"
                    icon={<UploadOutlined />}
                    onClick={() => setFiling(row.kind)}
                  >
                    {t('portal.identity.document.file')}
                  </DeedButton>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {filing ? <FilingDialog orgId={organisation.id} kind={filing} onClose={() => setFiling(null)} /> : null}
    </Card>
  );
}

function FiledList({ filed, isMissing, onFetch }: { filed: readonly Filed[]; isMissing: boolean; onFetch: (documentId: string) => void }) {
  const { t } = useWords();
  if (filed.length === 0)
    return isMissing ? <StateTag tone="warn">{t('portal.identity.document.not-filed')}</StateTag> : <span className="soft">—</span>;
  return (
    <div className="stack" style={{ gap: 8 }}>
      {filed.map((one) => (
        <div key={one.id}>
          <Button
            type="link"
            size="small"
            icon={<DownloadOutlined />}
            style={{ paddingInline: 0, blockSize: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
            onClick={() => onFetch(one.id)}
          >
            {one.title}
          </Button>
          <div className="small soft">
            {t('portal.identity.document.facts', { number: one.documentNumber, issued: day(one.issuedOn), filed: dayAndTime(one.filedAt) })}
          </div>
        </div>
      ))}
    </div>
  );
}

type Given = { kind: Kind; title: string; documentNumber: string; issuedOn: string };

function FilingDialog({ orgId, kind, onClose }: { orgId: string; kind: Kind; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const [file, setFile] = useState<File | null>(null);
  const [declared, setDeclared] = useState<SecrecyDeclaration | null>(null);
  const filing = useDeed(fileDocument, ['identity.']);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const send = (given: Given) => {
    if (declared !== 'not-secret') return;
    filing.mutate(
      {
        params: { orgId },
        body: { secrecyDeclaration: declared, ...given },
        files: file ? [{ field: 'file', file, name: file.name }] : [],
      },
      {
        onSuccess: () => {
          void message.success(t('portal.saved'));
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      form={form}
      title={t('portal.identity.document.file-title')}
      okText={t('portal.identity.document.file')}
      deed={filing}
      notYet={file === null || declared !== 'not-secret'}
      initialValues={{ kind }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="kind" label={t('portal.identity.document.kind')}>
        <Select options={documentKinds.map((one) => ({ value: one, label: t(`identity.document-kind.${one}`) }))} />
      </Form.Item>
      <Form.Item name="title" label={t('portal.identity.document.title')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="documentNumber" label={t('portal.identity.document.number')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="issuedOn" label={t('portal.identity.document.issued-on')} rules={required}>
        <DayField />
      </Form.Item>
      <Form.Item label={t('portal.identity.document.paper')} required extra={t('portal.identity.document.paper-why')}>
        <Upload
          accept=".pdf,.ofd,.docx,.png,.jpg,.jpeg"
          maxCount={1}
          fileList={file ? [{ uid: 'one', name: file.name }] : []}
          onRemove={() => setFile(null)}
          beforeUpload={(chosen) => {
            setFile(chosen);
            setDeclared(null);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{t('portal.gateway.choose-file')}</Button>
        </Upload>
      </Form.Item>
      <SecrecyDeclarationCard declared={declared} onDeclare={setDeclared} />
    </FormDialog>
  );
}
