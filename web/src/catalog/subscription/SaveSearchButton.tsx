import { saveSearch } from '@karez/contract/catalog/subscription';
import { App, Button, Checkbox, Form, Input, Tooltip } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../client/FormDialog.tsx';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import type { SearchAddress } from '../use-search-address.ts';

type Given = { name: string; isSubscribed: boolean };
const stale = ['catalog.list-subscriptions'];

/** 保存检索: the question as it stands in the address, under a name. */
export function SaveSearchButton({ address }: { address: SearchAddress }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const [open, setOpen] = useState(false);
  const deed = useDeed(saveSearch, stale);
  const isEmpty = address.q === '' && !address.anyFilter;
  const save = (given: Given) =>
    deed.mutate(
      { body: { ...given, query: address.query } },
      {
        onSuccess: () => {
          setOpen(false);
          void message.success(t('portal.subscription.saved'));
        },
      },
    );
  const ask = () => {
    deed.reset();
    form.setFieldsValue({ name: address.q.slice(0, 60), isSubscribed: true });
    setOpen(true);
  };
  return (
    <>
      <Tooltip title={isEmpty ? t('portal.subscription.save-hint') : ''}>
        <Button disabled={isEmpty} onClick={ask}>
          {t('portal.subscription.save')}
        </Button>
      </Tooltip>
      {open ? (
        <FormDialog<Given>
          form={form}
          title={t('portal.subscription.save')}
          okText={t('portal.subscription.save')}
          deed={deed}
          onGiven={save}
          onCancel={() => setOpen(false)}
        >
          <Form.Item
            name="name"
            label={t('portal.subscription.name')}
            rules={[{ required: true, whitespace: true, message: t('portal.subscription.name-missing') }]}
          >
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="isSubscribed" valuePropName="checked">
            <Checkbox>{t('portal.subscription.subscribe')}</Checkbox>
          </Form.Item>
        </FormDialog>
      ) : null}
    </>
  );
}
