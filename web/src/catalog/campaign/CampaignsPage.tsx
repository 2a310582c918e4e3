import { boardStatuses, listCampaigns, type Campaign } from '@karez/contract/catalog/campaign';
import type { AnswerOf } from '@karez/contract/route';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Segmented, Table } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { day } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { usePower } from '../../client/session.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';
import { stacked } from '../../ui/stacked.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CampaignStateTag } from './campaign-tags.tsx';

type Summary = AnswerOf<typeof listCampaigns>['items'][number];
const states = ['open', 'closed'] as const;

/** 梳理任务: those of the region for its authority, one's own for a department. */
export function CampaignsPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const sends = usePower('catalog.publish');
  const [search, setSearch] = useSearchParams();
  const state = states.find((one) => one === search.get('state'));
  const position = useCursor(state ?? '');
  const campaigns = useAnswer(listCampaigns, {
    query: { ...(state === undefined ? {} : { state }), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <>
      <PageHead
        title={t('portal.menu.campaigns')}
        purpose={t('portal.campaign.purpose')}
        actions={
          sends ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(paths.newCampaign())}>
              {t('portal.campaign.send')}
            </Button>
          ) : null
        }
      />
      <Card>
        <Segmented
          aria-label={t('portal.campaign.state')}
          style={{ marginBlockEnd: 12 }}
          value={state ?? 'all'}
          onChange={(next) => setSearch(next === 'all' ? {} : { state: next })}
          options={[
            { value: 'all', label: t('portal.campaign.all') },
            ...states.map((value) => ({ value, label: t(`catalog.campaign.state.${value}`) })),
          ]}
        />
        <Loaded query={campaigns}>
          {({ answer }) => (
            <>
              <CampaignTable campaigns={answer.items} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

/** Departments by where they stand; each number opens that part of the board. */
function Progress({ campaign }: { campaign: Pick<Campaign, 'id' | 'departments'> }) {
  const { t } = useWords();
  return (
    <span className="row" style={{ rowGap: 0 }}>
      {boardStatuses
        .filter((status) => campaign.departments[status] > 0)
        .map((status) => (
          <Link key={status} to={paths.campaign(campaign.id, { status })}>
            {t('portal.campaign.status-count', { word: t(`catalog.campaign.status.${status}`), count: campaign.departments[status] })}
          </Link>
        ))}
    </span>
  );
}

function CampaignTable({ campaigns }: { campaigns: readonly Summary[] }) {
  const { t } = useWords();
  const columns = stacked<Summary>([
    {
      title: t('portal.campaign.title'),
      render: (_value, campaign) => (
        <Link to={paths.campaign(campaign.id)}>
          {campaign.title}
          <div className="small soft">{campaign.organisationName}</div>
        </Link>
      ),
    },
    { title: t('portal.campaign.due'), width: 120, render: (_value, campaign) => day(campaign.dueOn) },
    { title: t('portal.campaign.progress'), render: (_value, campaign) => <Progress campaign={campaign} /> },
    { title: t('portal.campaign.state'), width: 150, render: (_value, campaign) => <CampaignStateTag campaign={campaign} /> },
  ]);
  return (
    <Table<Summary>
      className="stacked"
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...campaigns]}
      pagination={false}
      {...(campaigns.length > 0 ? { scroll: { x: 860 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.campaign.none')} /> }}
    />
  );
}
