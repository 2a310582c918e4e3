import { designateSource, type Element } from '@karez/contract/catalog/element';
import { listOrganisations } from '@karez/contract/identity';
import { App, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { CodeField } from '../../client/CodeField.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { today } from '../days.ts';

type Given = { organisationId: string; decisionNo: string; decidedOn: string; reason: string; code: string };

/** 数源部门认定: which department is the source, by which decision. */
export function DesignateDialog({ element, onClose }: { element: Element; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const [text, setText] = useState('');
  const found = useAnswer(listOrganisations, { query: { limit: 50, ...(text === '' ? {} : { text }) } });
  const deed = useDeed(designateSource, ['catalog.']);
  const send = ({ code, ...body }: Given) =>
    deed.mutate(
      { params: { elementId: element.id }, body: { ...body, secondFactor: code } },
      {
        onSuccess: () => {
          void message.success(t('portal.done'));
          onClose();
        },
      },
    );
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  return (
    <FormDialog
      form={form}
      title={t('portal.element.designate')}
      says={t('portal.element.designate-says', { name: element.name })}
      okText={t('portal.element.designate')}
      deed={deed}
      initialValues={{ decisionNo: '', decidedOn: today(), reason: '', code: '' }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="organisationId" label={t('portal.element.source')} rules={[{ required: true, message: t('field.required') }]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setText }}
          options={(found.data?.answer.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="decisionNo" label={t('portal.element.decision')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="decidedOn" label={t('portal.element.decided-on')} rules={[{ required: true, message: t('field.required') }]}>
        <DayField max={today()} />
      </Form.Item>
      <Form.Item name="reason" label={t('portal.element.reason')} rules={required}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <CodeField />
    </FormDialog>
  );
}
