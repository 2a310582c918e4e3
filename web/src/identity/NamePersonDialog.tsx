import { namePerson } from '@karez/contract/identity';
import { Form, Input, Modal } from 'antd';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
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
    <Modal
      open
      title={t('portal.identity.person.name')}
      okText={t('portal.identity.person.name')}
      cancelText={t('portal.cancel')}
      okButtonProps={{ loading: name.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={send}>
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
      </Form>
      {name.error ? <Trouble error={name.error} /> : null}
    </Modal>
  );
}
