import { listEntries } from '@karez/contract/catalog';
import { startFromTemplate, type TemplateSummary } from '@karez/contract/sharing/template';
import { Form, Select } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';

type Given = { entryId: string };

/** Begins an application with a template: for one of its entries, or for any other. */
export function BeginDialog({ template, onClose }: { template: TemplateSummary; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const [q, setQ] = useState('');
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(startFromTemplate, ['sharing.']);
  const found = useAnswer(listEntries, { query: { limit: 20, ...(q === '' ? {} : { q }) } });
  const usual = template.entries.map(({ id, name }) => ({ value: id, label: name }));
  const others = (found.data?.answer.items ?? []).filter(
    ({ id, shareType }) => shareType !== 'denied' && !usual.some(({ value }) => value === id),
  );
  const [first] = usual;
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.template.begin')}
      says={t('portal.template.begin-says')}
      okText={t('portal.reuse.start')}
      deed={deed}
      initialValues={first ? { entryId: first.value } : {}}
      onGiven={(body) =>
        deed.mutate(
          { params: { templateId: template.id }, body, key: key.current },
          {
            onSuccess: ({ answer }) => void navigate(paths.application(answer.id)),
            onError: () => (key.current = crypto.randomUUID()),
          },
        )
      }
      onCancel={onClose}
    >
      <Form.Item name="entryId" label={t('portal.sharing.entry')} rules={[{ required: true, message: t('field.required') }]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          placeholder={t('portal.reuse.find-entry')}
          options={[
            ...usual,
            ...others.map(({ id, name, provider }) => ({ value: id, label: t('portal.bracketed', { text: name, note: provider.name }) })),
          ]}
        />
      </Form.Item>
    </FormDialog>
  );
}
