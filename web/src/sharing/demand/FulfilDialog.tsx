import { listEntries } from '@karez/contract/catalog';
import { fulfilDemand } from '@karez/contract/sharing/demand';
import { Alert, Form, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import type { Asked } from './AssignDialog.tsx';

type Given = { entryId: string };

/** 落实: the provider names the entry of its own that it has published for the demand. */
export function FulfilDialog({ demand, onDone, onClose }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const [q, setQ] = useState('');
  const found = useAnswer(listEntries, { query: { scope: 'mine', state: 'published', limit: 50, ...(q === '' ? {} : { q }) } });
  const deed = useDeed(fulfilDemand, ['sharing.', 'desk.']);
  const options = (found.data?.answer.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.demand.deed.fulfil')}
      says={t('portal.demand.says.fulfil')}
      okText={t('portal.demand.deed.fulfil')}
      deed={deed}
      onGiven={(body) => deed.mutate({ params: { demandId: demand.id }, body }, { onSuccess: onDone })}
      onCancel={onClose}
    >
      <Form.Item name="entryId" label={t('portal.demand.entry')} rules={[{ required: true, message: t('field.required') }]}>
        <Select showSearch={{ filterOption: false, onSearch: setQ }} options={options} placeholder={t('portal.demand.find-entry')} />
      </Form.Item>
      <Alert type="info" title={t('portal.demand.publish-first')} action={<Link to={paths.newEntry()}>{t('portal.menu.register')}</Link>} />
    </FormDialog>
  );
}
