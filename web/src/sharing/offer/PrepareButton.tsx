import type { Entry } from '@karez/contract/catalog/answers';
import { prepareOffer } from '@karez/contract/sharing/offer';
import { Button, Card, Form, Input, InputNumber, Select } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { DepartmentSelect } from '../../catalog/transfer/DepartmentSelect.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { useMe, usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { DayField } from '../../ui/DayField.tsx';

type Given = {
  requesterOrgId: string;
  itemNos: number[];
  callsPerDay?: number | null;
  validFrom?: string;
  validTo?: string;
  words: string;
};

const dayOf = (day: string | undefined): string | null => (day === undefined || day === '' ? null : day);

/** 代拟申请: on the page of a published entry, for a handler of its own department. */
export function PrepareButton({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const me = useMe();
  const handles = usePower('sharing.handle');
  const [isOpen, setOpen] = useState(false);
  const published = entry.state === 'published' || entry.state === 'change-pending';
  if (!handles || !published || entry.provider.organisationId !== me.organisation.id || entry.live?.content.shareType === 'denied')
    return null;
  return (
    <Card size="small">
      <Button block style={{ blockSize: 'auto', paddingBlock: 6, whiteSpace: 'normal' }} onClick={() => setOpen(true)}>
        {t('portal.offer.deed.prepare')}
      </Button>
      {isOpen ? <PrepareDialog entry={entry} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function PrepareDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Given>();
  const key = useRef(crypto.randomUUID());
  const deed = useDeed(prepareOffer, ['sharing.', 'desk.']);
  const required = [{ required: true, message: t('field.required') }];
  const send = ({ requesterOrgId, itemNos, callsPerDay, validFrom, validTo, words }: Given) => {
    const content = { itemNos, callsPerDay: callsPerDay ?? null, validFrom: dayOf(validFrom), validTo: dayOf(validTo), words };
    deed.mutate(
      { body: { entryId: entry.id, requesterOrgId, content }, key: key.current },
      { onSuccess: () => void navigate(paths.offers('prepared')), onError: () => (key.current = crypto.randomUUID()) },
    );
  };
  return (
    <FormDialog<Given>
      form={form}
      title={t('portal.offer.deed.prepare')}
      says={t('portal.offer.says.prepare')}
      okText={t('portal.offer.send')}
      deed={deed}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item name="requesterOrgId" label={t('portal.offer.for')} rules={required}>
        <DepartmentSelect except={entry.provider.organisationId ?? undefined} />
      </Form.Item>
      <Form.Item name="itemNos" label={t('portal.demand.items')} rules={required}>
        <Select mode="multiple" optionFilterProp="label" options={itemsOf(entry)} />
      </Form.Item>
      <Form.Item name="callsPerDay" label={t('portal.offer.calls-per-day')}>
        <InputNumber min={1} max={10_000_000} precision={0} style={{ inlineSize: '100%' }} />
      </Form.Item>
      <div className="row">
        <Form.Item name="validFrom" label={t('portal.offer.from')}>
          <DayField />
        </Form.Item>
        <Form.Item name="validTo" label={t('portal.offer.to')}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item name="words" label={t('portal.offer.words')} rules={required}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDialog>
  );
}

/** Items of the entry that are shared, as they may be offered. */
function itemsOf({ live }: Entry): { value: number; label: string }[] {
  return (live?.content.items ?? [])
    .filter(({ shareType }) => shareType !== 'denied')
    .map(({ no, nameZh }) => ({ value: no, label: nameZh }));
}
