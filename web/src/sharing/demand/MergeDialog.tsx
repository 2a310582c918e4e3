import { listDemands, mergeDemand } from '@karez/contract/sharing/demand';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import type { Asked } from './AssignDialog.tsx';

type Given = { intoId: string; opinion: string };
/** States in which a demand may lead others. */
const underWay = 'at-authority,at-provider,awaiting-signature,contested,promised';

/** 合并: the authority names the demand for the same data that this one goes along with. */
export function MergeDialog({ demand, onDone, onClose }: Asked) {
  const { t } = useWords();
  const [form] = Form.useForm<Given>();
  const [q, setQ] = useState('');
  const found = useAnswer(listDemands, { query: { side: 'overseen', state: underWay, limit: 50, ...(q === '' ? {} : { q }) } });
  const deed = useDeed(mergeDemand, ['sharing.', 'desk.']);
  const options = (found.data?.answer.items ?? [])
    .filter(({ id }) => id !== demand.id)
    .map(({ id, no, name, requester }) => ({
      value: id,
      label: t('portal.demand.lead-option', { no: no ?? '', name, requester: requester.name }),
    }));
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.demand.deed.merge')}
      says={t('portal.demand.says.merge')}
      okText={t('portal.demand.deed.merge')}
      deed={deed}
      initialValues={{ opinion: '' }}
      onGiven={(body) => deed.mutate({ params: { demandId: demand.id }, body }, { onSuccess: onDone })}
      onCancel={onClose}
    >
      <Form.Item name="intoId" label={t('portal.demand.lead')} rules={[{ required: true, message: t('field.required') }]}>
        <Select showSearch={{ filterOption: false, onSearch: setQ }} options={options} placeholder={t('portal.demand.find')} />
      </Form.Item>
      <Form.Item
        name="opinion"
        label={t('portal.opinion')}
        rules={[{ required: true, whitespace: true, message: t('portal.opinion-required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}
