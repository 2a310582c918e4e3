import { proposePost } from '@karez/contract/identity';
import { App, Form } from 'antd';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import type { Organisation, Person } from './person.ts';
import { PostFields, postFrom, type PostGiven } from './PostFields.tsx';

/** Gives a person a further post. */
export function ProposePostDialog({ organisation, person, onClose }: { organisation: Organisation; person: Person; onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<PostGiven>();
  const administers = usePower('identity.name-administrators');
  const propose = useDeed(proposePost, ['identity.']);
  const send = (given: PostGiven) =>
    propose.mutate(
      { params: { orgId: organisation.id, personId: person.id }, body: postFrom(given) },
      {
        onSuccess: () => {
          void message.success(t('portal.done'));
          onClose();
        },
      },
    );
  return (
    <FormDialog
      form={form}
      title={t('portal.identity.post.propose-name', { person: person.title })}
      okText={t('portal.identity.post.propose')}
      deed={propose}
      onGiven={send}
      onCancel={onClose}
    >
      <PostFields organisation={organisation} administers={administers} />
    </FormDialog>
  );
}
