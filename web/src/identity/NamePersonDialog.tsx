import { namePerson } from '@karez/contract/identity';
import { Form, Input } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import type { Given, Organisation } from './person.ts';
import { PostFields, postFrom, type PostGiven } from './PostFields.tsx';

type Named = PostGiven & { account: string; title: string };

/** Names a person into a first post of the department; the first password is in the answer only. */
export function NamePersonDialog({
  organisation,
  onClose,
  onNamed,
}: {
  organisation: Organisation;
  onClose: () => void;
  onNamed: (given: Given) => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<Named>();
  const administers = usePower('identity.name-administrators');
  const name = useDeed(namePerson, ['identity.']);
  const send = ({ account, title, ...post }: Named) =>
    name.mutate(
      { params: { orgId: organisation.id }, body: { account, title, posts: [postFrom(post)] } },
      { onSuccess: ({ answer }) => onNamed({ account, password: answer.initialPassword }) },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.identity.person.name')}
      okText={t('portal.identity.person.name')}
      deed={name}
      onGiven={send}
      onCancel={onClose}
    >
      <Form.Item
        name="account"
        label={t('portal.identity.person.account')}
        rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9.-]{2,62}$/, message: t('portal.identity.person.account-rule') }]}
        extra={t('portal.identity.person.account-why')}
      >
        <Input autoComplete="off" maxLength={63} className="code" />
      </Form.Item>
      <Form.Item
        name="title"
        label={t('portal.identity.person.title')}
        rules={[{ required: true, whitespace: true, message: t('field.required') }]}
        extra={t('portal.identity.person.title-why')}
      >
        <Input maxLength={60} />
      </Form.Item>
      <PostFields organisation={organisation} administers={administers} />
    </FormDialog>
  );
}
