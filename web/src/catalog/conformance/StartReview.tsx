import { startConformanceRun } from '@karez/contract/catalog/conformance';
import { listOrganisations } from '@karez/contract/identity';
import { App, Form, Select } from 'antd';
import { useRef, useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { today } from '../days.ts';
import { clearable } from '../../client/clearable.tsx';

type Given = { organisationId?: string; dueOn: string };
const DEPARTMENTS_SHOWN = 50;

/** 发起审核: over everything of the region or one department, with the day until which nonconformities are to be mended. */
export function StartReview({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const regionCode = useMe().authorityOf[0] ?? '';
  const [form] = Form.useForm<Given>();
  const [text, setText] = useState('');
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(startConformanceRun, ['catalog.', 'desk.']);
  const departments = useAnswer(listOrganisations, { query: { regionCode, limit: DEPARTMENTS_SHOWN, ...(text === '' ? {} : { text }) } });
  const send = ({ organisationId, dueOn }: Given) =>
    deed.mutate(
      { body: { regionCode, organisationId: organisationId ?? null, dueOn }, key: key.current },
      {
        onSuccess: () => {
          void message.success(t('portal.conformance.started'));
          onClose();
        },
        onError: () => {
          key.current = crypto.randomUUID();
        },
      },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.conformance.start')}
      says={t('portal.conformance.start-says')}
      okText={t('portal.conformance.start')}
      deed={deed}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="organisationId" label={t('portal.conformance.scope')}>
        <Select
          allowClear={clearable(t)}
          placeholder={t('portal.conformance.everything')}
          showSearch={{ filterOption: false, onSearch: setText }}
          options={(departments.data?.answer.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="dueOn" label={t('portal.conformance.due')} rules={[{ required: true, message: t('field.required') }]}>
        <DayField min={today()} />
      </Form.Item>
    </FormDialog>
  );
}
