import type { HandoverPlanAnswer } from '@karez/contract/desk/handover';
import { Table } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { StateTag } from '../../ui/StateTag.tsx';

type Post = HandoverPlanAnswer['posts'][number];

/** What waits for the posts and not for the person: nothing of it is handed over, and the page says who goes on with it. */
export function StaysWithPosts({ plan: { posts, drafts, begun } }: { plan: HandoverPlanAnswer }) {
  const { t } = useWords();
  const heading = t('portal.handover.posts');
  return (
    <section style={{ marginBlockStart: 24 }}>
      <h2>{heading}</h2>
      <p className="small soft">{t('portal.handover.posts-says')}</p>
      <Table<Post>
        rowKey={(post) => posts.indexOf(post)}
        size="small"
        aria-label={heading}
        dataSource={[...posts]}
        pagination={false}
        {...(posts.length > 0 ? { scroll: { x: 640 } } : {})}
        locale={{ emptyText: <Blank says={t('portal.handover.no-posts')} /> }}
        columns={[
          {
            title: t('portal.handover.post'),
            render: (_value, { roles }) => roles.map((role) => t(`identity.role.${role}`)).join(' · '),
          },
          { title: t('portal.handover.open-todos'), width: 110, render: (_value, { open }) => open },
          {
            title: t('portal.handover.others'),
            width: 170,
            render: (_value, { others }) => (others === 0 ? <StateTag tone="warn">{t('portal.handover.nobody')}</StateTag> : others),
          },
          {
            title: t('portal.handover.reaches'),
            width: 150,
            render: (_value, { reaches }) => (reaches === true ? t('portal.handover.yes') : t('portal.handover.no-reach')),
          },
        ]}
      />
      {begun > 0 ? <p className="small">{t('portal.handover.begun', { count: begun })}</p> : null}
      {drafts.length > 0 ? (
        <>
          <p className="small">{t('portal.handover.drafts')}</p>
          <ul className="small">
            {drafts.map(({ title, link }) => (
              <li key={link}>
                <Link to={link}>
                  <bdi>{t(title.key, title.params)}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
