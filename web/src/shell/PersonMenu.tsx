import { LogoutOutlined, SwapOutlined, UserOutlined } from '@ant-design/icons';
import { signOut, switchPost } from '@karez/contract/identity';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { useMe } from '../client/session.tsx';

/** Who is signed in and from which post; switching posts changes the powers, and everything is read anew. */
export function PersonMenu() {
  const { t } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const leave = useDeed(signOut, []);
  const act = useDeed(switchPost, []);
  // Whoever acts for another goes back to themselves first.
  const others = me.posts.filter((post) => me.standsFor === null && post.state === 'confirmed' && post.orgId !== me.organisation.id);
  const items: MenuProps['items'] = [
    ...others.map((post) => ({
      key: post.id,
      icon: <SwapOutlined />,
      label: t('portal.act-as', { organisation: post.orgName }),
      onClick: () => act.mutate({ body: { postId: post.id } }, { onSuccess: () => void queries.invalidateQueries() }),
    })),
    {
      key: 'leave',
      icon: <LogoutOutlined />,
      label: t('portal.sign-out'),
      onClick: () => leave.mutate({}, { onSettled: () => window.location.assign('/') }),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<UserOutlined />} style={{ maxInlineSize: 320, minInlineSize: 0, flexShrink: 1 }}>
        <bdi style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{me.person.title}</bdi>
      </Button>
    </Dropdown>
  );
}
