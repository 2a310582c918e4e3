import { boardStages, boardStatuses, type Campaign, type CampaignPart } from '@karez/contract/catalog/campaign';
import { Card, Segmented, Table } from 'antd';
import { Link } from 'react-router';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { stacked } from '../../ui/stacked.tsx';
import { BoardStatusTag } from './campaign-tags.tsx';
import type { useCampaignSteps } from './use-campaign-steps.tsx';
import { pages } from '../../client/pages.ts';

type Steps = ReturnType<typeof useCampaignSteps>;
type Board = { campaign: Campaign; status: string; onStatus: (status: string) => void; steps: Steps };

/** The board: a row for each department, a number for each stage that opens its list. */
export function CampaignBoard({ campaign, status, onStatus, steps }: Board) {
  const { t } = useWords();
  const rows = campaign.parts.filter((part) => status === '' || part.status === status);
  const word = (text: string, count: number) => t('portal.campaign.status-count', { word: text, count });
  return (
    <Card title={t('portal.campaign.board')}>
      <div style={{ overflowX: 'auto', marginBlockEnd: 12 }}>
        <Segmented
          aria-label={t('portal.campaign.status')}
          value={status}
          onChange={onStatus}
          options={[
            { value: '', label: word(t('portal.campaign.all'), campaign.parts.length) },
            ...boardStatuses.map((value) => ({ value, label: word(t(`catalog.campaign.status.${value}`), campaign.departments[value]) })),
          ]}
        />
      </div>
      <BoardTable campaign={campaign} rows={rows} steps={steps} />
    </Card>
  );
}

function BoardTable({ campaign, rows, steps }: { campaign: Campaign; rows: readonly CampaignPart[]; steps: Steps }) {
  const { t } = useWords();
  const columns = stacked<CampaignPart>([
    { title: t('portal.campaign.departments'), width: 180, render: (_value, part) => <bdi>{part.organisationName}</bdi> },
    { title: t('portal.campaign.status'), width: 140, render: (_value, part) => <BoardStatusTag status={part.status} /> },
    ...boardStages.map((stage) => ({
      title: t(`catalog.campaign.status.${stage}`),
      width: 66,
      align: 'end' as const,
      render: (_value: unknown, part: CampaignPart) => (
        <Link to={paths.campaign(campaign.id, { organisationId: part.organisationId, stage })}>{part.counts[stage]}</Link>
      ),
    })),
    {
      title: t('portal.campaign.said'),
      width: 140,
      render: (_value, part) => (
        <>
          {t(`catalog.campaign.part.${part.state}`)}
          {part.said ? <div className="small soft">{part.said}</div> : null}
        </>
      ),
    },
    {
      title: t('portal.campaign.reminders'),
      width: 100,
      render: (_value, part) =>
        part.reminders === 0
          ? t('portal.campaign.never')
          : t('portal.campaign.reminded', { count: part.reminders, day: part.remindedOn ?? '' }),
    },
    { title: t('portal.campaign.deeds'), width: 140, render: (_value, part) => <PartDeeds part={part} steps={steps} /> },
  ]);
  return (
    <Table<CampaignPart>
      className="stacked"
      rowKey="organisationId"
      size="middle"
      columns={columns}
      dataSource={[...rows]}
      pagination={pages(t, 50)}
      scroll={{ x: 960 }}
    />
  );
}

/** Only what the part's state is about: a reminder while it is owed, an answer when something was said. */
function PartDeeds({ part, steps }: { part: CampaignPart; steps: Steps }) {
  const { t } = useWords();
  const { organisationId, allowed } = part;
  return (
    <span className="row">
      {part.state === 'called' ? (
        <DeedButton allowed={allowed} action="remind" onClick={() => steps.ask({ kind: 'remind', organisationId })}>
          {t('portal.campaign.remind')}
        </DeedButton>
      ) : null}
      {part.state === 'none-declared' ? (
        <DeedButton allowed={allowed} action="accept" type="primary" onClick={() => steps.ask({ kind: 'accept', organisationId })}>
          {t('portal.campaign.accept')}
        </DeedButton>
      ) : null}
      {part.state === 'called' ? null : (
        <DeedButton allowed={allowed} action="decline" onClick={() => steps.ask({ kind: 'decline', organisationId })}>
          {t('portal.campaign.decline')}
        </DeedButton>
      )}
    </span>
  );
}
