import { prolongCampaign, type Campaign } from '@karez/contract/catalog/campaign';
import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { DeedButton } from '../../client/DeedButton.tsx';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { today } from '../days.ts';

type Given = { dueOn: string; reason: string };

/** The day after one, and never one that has passed. */
function earliest(dueOn: string): string {
  const next = new Date(`${dueOn}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const after = next.toISOString().slice(0, 10);
  return after > today() ? after : today();
}

/** 延期: the last day is put off, with the reason. */
export function ProlongButton({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Given>();
  const deed = useDeed(prolongCampaign, ['catalog.', 'desk.']);
  const required = [{ required: true, whitespace: true, message: t('field.required') }];
  const onSuccess = () => {
    setOpen(false);
    void message.success(t('portal.done'));
  };
  return (
    <>
      <DeedButton
        allowed={campaign.allowed}
        action="prolong"
        onClick={() => {
          deed.reset();
          setOpen(true);
        }}
      >
        {t('portal.campaign.prolong')}
      </DeedButton>
      {open ? (
        <FormDialog
          form={form}
          title={t('portal.campaign.prolong')}
          says={t('portal.campaign.prolong-says')}
          okText={t('portal.confirm')}
          deed={deed}
          onGiven={(body) => deed.mutate({ params: { campaignId: campaign.id }, body }, { onSuccess })}
          onCancel={() => setOpen(false)}
        >
          <Form.Item name="dueOn" label={t('portal.campaign.new-due')} rules={required}>
            <DayField min={earliest(campaign.dueOn)} />
          </Form.Item>
          <Form.Item name="reason" label={t('portal.campaign.prolong-reason')} rules={required}>
            <Input.TextArea rows={3} maxLength={1000} showCount />
          </Form.Item>
        </FormDialog>
      ) : null}
    </>
  );
}
