import { listEntries } from '@karez/contract/catalog';
import { readOpenApi } from '@karez/contract/gateway';
import type { DocumentReading } from '@karez/contract/gateway/schemas';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { listBusinessSystems } from '@karez/contract/identity/machines';
import { UploadOutlined } from '@ant-design/icons';
import { Button, Card, Form, Input, InputNumber, Select, Upload, type FormInstance } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { SecrecyDeclarationCard } from '../catalog/SecrecyDeclaration.tsx';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { FoundOperations } from './FoundOperations.tsx';
import type { ServiceForm } from './service-form.ts';
import { helpFor, wrongPlaces, type WrongPlace } from './wrong-places.ts';

const LISTED_MAX = 100;

/** A new API service of a published entry: facts, OpenAPI document, which field carries which item. */
export function NewServicePage() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const [form] = Form.useForm<ServiceForm>();
  const [refused, setRefused] = useState<Error | null>(null);
  const [reading, setReading] = useState<{ reading: DocumentReading; entryId: string; document: string } | null>(null);
  const [declared, setDeclared] = useState<SecrecyDeclaration | null>(null);
  const read = useDeed(readOpenApi, []);
  const entryId = Form.useWatch('entryId', form);
  const places = wrongPlaces(read.error ?? refused);
  const fresh = reading !== null && reading.entryId === entryId && declared === 'not-secret' ? reading : null;
  const readDocument = () =>
    declared !== null &&
    void form
      .validateFields(['entryId', 'document'])
      .then(({ entryId: entry, document }) =>
        read.mutate(
          { body: { secrecyDeclaration: declared, entryId: entry, document } },
          { onSuccess: ({ answer }) => adopt(answer, { entryId: entry, document }) },
        ),
      );
  const adopt = (answer: DocumentReading, asked: { entryId: string; document: string }) => {
    setRefused(null);
    setReading({ reading: answer, ...asked });
    if (!form.getFieldValue('name')) form.setFieldValue('name', answer.title.slice(0, 100));
    if (!form.getFieldValue('baseUrl') && answer.servers[0]) form.setFieldValue('baseUrl', answer.servers[0]);
  };
  return (
    <>
      <PageHead
        title={t('portal.gateway.new')}
        purpose={t('portal.gateway.new-purpose')}
        actions={
          <Link to={paths.services()}>
            <Button>{t('portal.back')}</Button>
          </Link>
        }
      />
      <div className="stack">
        <Form
          form={form}
          layout="vertical"
          initialValues={{ entryId: search.get('entryId') ?? undefined, timeoutMs: 5000, name: '', code: '', baseUrl: '', document: '' }}
        >
          <div className="stack">
            <Card title={t('portal.gateway.step.what')}>
              <WhatFields places={places} />
            </Card>
            <Card title={t('portal.gateway.step.document')}>
              <DocumentField form={form} places={places} onOther={() => setDeclared(null)} />
              <div className="stack">
                <SecrecyDeclarationCard declared={declared} onDeclare={setDeclared} />
                <div>
                  <Button loading={read.isPending} disabled={declared !== 'not-secret'} onClick={readDocument}>
                    {t('portal.gateway.read-document')}
                  </Button>
                </div>
              </div>
            </Card>
            <Card title={t('portal.gateway.step.where')}>
              <WhereFields places={places} />
            </Card>
          </div>
        </Form>
        {read.error ? <Trouble error={read.error} /> : null}
        {fresh ? (
          <FoundOperations key={fresh.document} form={form} found={fresh} places={places} onRefused={setRefused} />
        ) : (
          <p className="soft">{t('portal.gateway.read-first')}</p>
        )}
      </div>
    </>
  );
}

function WhatFields({ places }: { places: readonly WrongPlace[] }) {
  const { t } = useWords();
  const entries = useAnswer(listEntries, { query: { scope: 'mine', state: 'published,change-pending', limit: LISTED_MAX } });
  const systems = useAnswer(listBusinessSystems, { query: { limit: LISTED_MAX } });
  const required = [{ required: true, message: t('field.required') }];
  const offered = (entries.data?.answer.items ?? []).filter((entry) => entry.shareType !== 'denied' && entry.shareType !== null);
  const running = (systems.data?.answer.items ?? []).filter((system) => system.state === 'running');
  return (
    <>
      <Form.Item
        name="entryId"
        label={t('portal.gateway.entry')}
        rules={required}
        extra={t('portal.gateway.entry-why')}
        {...helpFor(places, 'entryId')}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={entries.isLoading}
          notFoundContent={t('portal.gateway.no-entry')}
          options={offered.map((entry) => ({ value: entry.id, label: `${entry.name} ${entry.resourceCode ?? ''}` }))}
        />
      </Form.Item>
      <Form.Item
        name="systemId"
        label={t('portal.gateway.system')}
        rules={required}
        style={{ marginBlockEnd: 0 }}
        extra={<Link to={paths.systems()}>{t('portal.gateway.to-systems')}</Link>}
        {...helpFor(places, 'systemId')}
      >
        <Select loading={systems.isLoading} options={running.map((system) => ({ value: system.id, label: system.name }))} />
      </Form.Item>
    </>
  );
}

type Documented = { form: FormInstance<ServiceForm>; places: readonly WrongPlace[]; onOther: () => void };

/** The document; what was declared of one says nothing of another. */
function DocumentField({ form, places, onOther }: Documented) {
  const { t } = useWords();
  return (
    <>
      <Upload
        accept=".json,.yaml,.yml"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          onOther();
          void file.text().then((text) => form.setFieldValue('document', text));
          return false;
        }}
      >
        <Button icon={<UploadOutlined />}>{t('portal.gateway.choose-file')}</Button>
      </Upload>
      <Form.Item
        name="document"
        label={t('portal.gateway.document')}
        rules={[{ required: true, message: t('field.required') }]}
        extra={t('portal.gateway.document-why')}
        style={{ marginBlockStart: 12 }}
        {...helpFor(places, 'document')}
      >
        <Input.TextArea rows={10} className="code" spellCheck={false} onChange={onOther} />
      </Form.Item>
    </>
  );
}

function WhereFields({ places }: { places: readonly WrongPlace[] }) {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="name" label={t('portal.gateway.name')} rules={required} {...helpFor(places, 'name')}>
        <Input maxLength={100} showCount />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('portal.gateway.code')}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{2,62}$/, message: t('portal.gateway.code-rule') }]}
        extra={t('portal.gateway.code-why')}
        {...helpFor(places, 'code')}
      >
        <Input maxLength={63} className="code" style={{ maxInlineSize: 420 }} />
      </Form.Item>
      <Form.Item
        name="baseUrl"
        label={t('portal.gateway.base-url')}
        rules={required}
        extra={t('portal.gateway.base-url-why')}
        {...helpFor(places, 'baseUrl')}
      >
        <Input className="code" maxLength={500} placeholder="https://" />
      </Form.Item>
      <Form.Item
        name="timeoutMs"
        label={t('portal.gateway.timeout')}
        rules={[{ required: true, message: t('field.required') }]}
        style={{ marginBlockEnd: 0 }}
        {...helpFor(places, 'timeoutMs')}
      >
        <InputNumber
          min={100}
          max={60_000}
          step={500}
          precision={0}
          suffix={t('portal.gateway.milliseconds')}
          style={{ inlineSize: 200 }}
        />
      </Form.Item>
    </>
  );
}
