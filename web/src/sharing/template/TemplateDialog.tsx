import { listEntries } from '@karez/contract/catalog';
import { makeTemplate, reviseTemplate, templateContentSchema, type Template, type TemplateContent } from '@karez/contract/sharing/template';
import { App, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useRef, useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { ReasonFields } from '../application-fields.tsx';
import { SecrecyCard, type Declared } from '../SecrecyCard.tsx';

const empty: TemplateContent = {
  title: '',
  summary: '',
  useScenario: '',
  usePurpose: null,
  matterFormat: '',
  users: '',
  useBasis: [],
  storage: { persist: false, location: '', retentionDays: null },
  securityMeasures: '',
  entryIds: [],
  itemNames: [],
};

/** The authority writes a template, or the next version of one. */
export function TemplateDialog({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<TemplateContent>();
  const [declared, setDeclared] = useState<Declared>(null);
  const key = useRef(crypto.randomUUID());
  const make = useDeed(makeTemplate, ['sharing.']);
  const revise = useDeed(reviseTemplate, ['sharing.']);
  const onSuccess = () => {
    void message.success(t('portal.done'));
    onClose();
  };
  const onError = () => (key.current = crypto.randomUUID());
  const send = () => {
    const content = templateContentSchema.parse(normalised(form.getFieldsValue(true)));
    const body = { secrecyDeclaration: 'not-secret', content } as const;
    if (template) revise.mutate({ params: { templateId: template.id }, body, ifMatch: template.version }, { onSuccess });
    else make.mutate({ body, key: key.current }, { onSuccess, onError });
  };
  return (
    <FormDialog<TemplateContent>
      form={form}
      title={template ? t('portal.template.revise') : t('portal.template.make')}
      says={<SecrecyCard declared={declared} refusal={t('refusal.sharing.application.secret')} onDeclare={setDeclared} />}
      okText={t('portal.template.publish')}
      deed={template ? revise : make}
      notYet={declared !== 'not-secret'}
      width={860}
      initialValues={template?.content ?? empty}
      onGiven={send}
      onCancel={onClose}
    >
      <TemplateFields known={template?.entries ?? []} />
    </FormDialog>
  );
}

function TemplateFields({ known }: { known: Template['entries'] }) {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <>
      <Form.Item name="title" label={t('portal.template.title')} rules={required} style={{ marginBlockStart: 16 }}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="summary" label={t('portal.template.summary')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
      <ReasonFields />
      <Form.Item name="matterFormat" label={t('portal.sharing.field.matterFormat')} extra={t('portal.sharing.matter-format-hint')}>
        <Input className="code" style={{ maxInlineSize: 420 }} maxLength={120} placeholder="QS-{digits:4}-{digits:1-6}" />
      </Form.Item>
      <Form.Item name="users" label={t('portal.sharing.field.users')}>
        <Input maxLength={500} />
      </Form.Item>
      <StorageFields />
      <Form.Item name="entryIds" label={t('portal.template.entries')} extra={t('portal.template.entries-hint')}>
        <EntriesSelect known={known} />
      </Form.Item>
      <Form.Item name="itemNames" label={t('portal.template.items')} extra={t('portal.template.items-hint')}>
        <Select mode="tags" open={false} suffixIcon={null} maxCount={100} />
      </Form.Item>
    </>
  );
}

/** Where the data rests and how it is kept safe, as it is usually answered. */
function StorageFields() {
  const { t } = useWords();
  const persists: unknown = Form.useWatch(['storage', 'persist']);
  return (
    <>
      <Form.Item name={['storage', 'persist']} label={t('portal.sharing.persist')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {persists === true ? (
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <Form.Item name={['storage', 'location']} label={t('portal.sharing.storage-location')} style={{ flex: '1 1 260px' }}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={['storage', 'retentionDays']} label={t('portal.sharing.retention-days')}>
            <InputNumber min={0} precision={0} />
          </Form.Item>
        </div>
      ) : null}
      <Form.Item name="securityMeasures" label={t('portal.sharing.field.securityMeasures')}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
    </>
  );
}

type Choosing = { known: Template['entries']; value?: string[]; onChange?: (ids: string[]) => void };

function EntriesSelect({ known, ...field }: Choosing) {
  const { t } = useWords();
  const [q, setQ] = useState('');
  const found = useAnswer(listEntries, { query: { limit: 20, ...(q === '' ? {} : { q }) } });
  const others = (found.data?.answer.items ?? []).filter(
    ({ id, shareType }) => shareType !== 'denied' && !known.some((one) => one.id === id),
  );
  const options = [
    ...known.map(({ id, name }) => ({ value: id, label: name })),
    ...others.map(({ id, name, provider }) => ({ value: id, label: t('portal.bracketed', { text: name, note: provider.name }) })),
  ];
  return <Select {...field} mode="multiple" showSearch={{ filterOption: false, onSearch: setQ }} options={options} />;
}

/** A row of 使用依据 counts once it has a name; names of items are told without the spaces around them. */
function normalised(values: TemplateContent): unknown {
  return {
    ...values,
    useBasis: values.useBasis.filter(({ title }) => title.trim() !== ''),
    itemNames: values.itemNames.map((name) => name.trim()).filter((name) => name !== ''),
  };
}
