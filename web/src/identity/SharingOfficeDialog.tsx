import { listPeople, setSharingOffice } from '@karez/contract/identity';
import { App, Form, Input, Select } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { clearable } from '../client/clearable.tsx';

type Given = { name: string; headPersonId?: string };
type Office = { readonly name: string; readonly headPersonId: string | null };

/** Names the sharing office and its head (809-8); only people confirmed as such may head it. */
export function SharingOfficeDialog({ orgId, office, onClose }: { orgId: string; office: Office | null; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const people = useAnswer(listPeople, { params: { orgId } });
  const set = useDeed(setSharingOffice, ['identity.']);
  const heads = (people.data?.answer.items ?? []).filter((person) =>
    person.posts.some((post) => post.role === 'OFFICE_HEAD' && post.state === 'confirmed' && post.orgId === orgId),
  );
  const send = ({ name, headPersonId }: Given) =>
    set.mutate(
      { params: { orgId }, body: { name, headPersonId: headPersonId ?? null } },
      {
        onSuccess: () => {
          void message.success(t('portal.saved'));
          onClose();
        },
      },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.identity.office')}
      okText={t('portal.save')}
      deed={set}
      initialValues={{ name: office?.name ?? '', ...(office?.headPersonId ? { headPersonId: office.headPersonId } : {}) }}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item
        name="name"
        label={t('portal.identity.office.name')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="headPersonId" label={t('portal.identity.office.head')} extra={t('portal.identity.office.head-why')}>
        <Select
          allowClear={clearable(t)}
          loading={people.isLoading}
          options={heads.map((person) => ({ value: person.id, label: `${person.title} (${person.account})` }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
