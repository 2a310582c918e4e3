import { decidePost, listProposedPosts } from '@karez/contract/identity';
import type { AnswerOf } from '@karez/contract/route';
import { App, Card, Form, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { CodeField } from '../client/CodeField.tsx';
import { dayAndTime } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { FormDialog } from '../client/FormDialog.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { pages } from '../client/pages.ts';

type Proposed = AnswerOf<typeof listProposedPosts>['items'][number];
type Decision = { readonly post: Proposed; readonly decision: 'confirm' | 'reject' };

/** Posts with high powers that wait for the security administrator. */
export function ProposedPostsPage() {
  const { t } = useWords();
  const posts = useAnswer(listProposedPosts, {});
  const [deciding, setDeciding] = useState<Decision | null>(null);
  return (
    <>
      <PageHead title={t('portal.menu.proposed-posts')} purpose={t('portal.identity.proposed-purpose')} />
      <Card>
        <Loaded query={posts}>{({ answer }) => <ProposedTable posts={answer.items} onDecide={setDeciding} />}</Loaded>
      </Card>
      {deciding ? <DecisionDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </>
  );
}

function ProposedTable({ posts, onDecide }: { posts: readonly Proposed[]; onDecide: (decision: Decision) => void }) {
  const { t } = useWords();
  const columns: TableColumnsType<Proposed> = [
    { title: t('portal.identity.person.title'), dataIndex: 'personTitle' },
    { title: t('portal.identity.organisation'), dataIndex: 'orgName' },
    { title: t('portal.identity.post.role'), render: (_value, post) => t(`identity.role.${post.role}`) },
    { title: t('portal.identity.post.ends-on'), width: 130, render: (_value, post) => post.endsOn ?? t('portal.identity.post.no-end') },
    { title: t('portal.identity.post.proposed-at'), width: 160, render: (_value, post) => dayAndTime(post.proposedAt) },
    {
      title: t('portal.identity.deeds'),
      width: 170,
      render: (_value, post) => (
        <span className="row">
          <DeedButton allowed={post.allowed} action="confirm" type="primary" onClick={() => onDecide({ post, decision: 'confirm' })}>
            {t('portal.identity.post.confirm')}
          </DeedButton>
          <DeedButton allowed={post.allowed} action="reject" danger onClick={() => onDecide({ post, decision: 'reject' })}>
            {t('portal.identity.post.reject')}
          </DeedButton>
        </span>
      ),
    },
  ];
  return (
    <Table<Proposed>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...posts]}
      pagination={pages(t, 20)}
      {...(posts.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.identity.proposed-none')} /> }}
    />
  );
}

function DecisionDialog({ post, decision, onClose }: Decision & { onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ code: string }>();
  const decide = useDeed(decidePost, ['identity.', 'desk.']);
  const send = ({ code }: { code: string }) =>
    decide.mutate(
      { params: { postId: post.id }, body: { decision, code } },
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
      title={t(`portal.identity.post.${decision}-name`, {
        person: post.personTitle,
        organisation: post.orgName,
        role: t(`identity.role.${post.role}`),
      })}
      says={t(`portal.identity.post.${decision}-says`)}
      okText={t(`portal.identity.post.${decision}`)}
      deed={decide}
      danger={decision === 'reject'}
      onGiven={send}
      onCancel={onClose}
    >
      <CodeField />
    </FormDialog>
  );
}
