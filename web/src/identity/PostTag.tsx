import type { listPeople } from '@karez/contract/identity';
import type { AnswerOf } from '@karez/contract/route';
import { Tag } from 'antd';
import { ClockCircleOutlined } from '@ant-design/icons';
import { useWords } from '../client/language.tsx';

type Post = AnswerOf<typeof listPeople>['items'][number]['posts'][number];

/** A post as a tag: its role, the unit where it is another's, and whether it still waits for confirmation. */
export function PostTag({ post, elsewhere }: { post: Post; elsewhere: boolean }) {
  const { t } = useWords();
  const waits = post.state === 'proposed';
  return (
    <Tag color={waits ? 'processing' : 'default'} icon={waits ? <ClockCircleOutlined /> : null} style={{ marginInlineEnd: 0 }}>
      {elsewhere ? `${post.orgName} · ` : ''}
      {t(`identity.role.${post.role}`)}
      {waits ? ` · ${t('identity.post-state.proposed')}` : ''}
      {post.endsOn ? ` · ${t('portal.identity.post.until', { day: post.endsOn })}` : ''}
    </Tag>
  );
}
