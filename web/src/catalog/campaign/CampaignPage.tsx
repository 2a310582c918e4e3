import { exportCampaignBoard, getCampaign, type Campaign } from '@karez/contract/catalog/campaign';
import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Tag } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { day, dayAndTime } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CampaignBoard } from './CampaignBoard.tsx';
import { CampaignEntries } from './CampaignEntries.tsx';
import { CampaignStateTag } from './campaign-tags.tsx';
import { OwnPart } from './OwnPart.tsx';
import { ProlongButton } from './ProlongButton.tsx';
import { useCampaignSteps } from './use-campaign-steps.tsx';

/** One 梳理任务: what is asked, one's own part, and the board. */
export function CampaignPage() {
  const { campaignId = '' } = useParams();
  const campaign = useAnswer(getCampaign, { params: { campaignId } });
  return <Loaded query={campaign}>{({ answer }) => <Shown campaign={answer} />}</Loaded>;
}

function Shown({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const steps = useCampaignSteps(campaign);
  // Their refusal for want of the power says that the reader is not of the authority.
  const oversees = !campaign.allowed['close']?.reason?.startsWith('identity.power.');
  const own = campaign.parts.find(({ organisationId }) => organisationId === me.organisation.id);
  const status = search.get('status') ?? '';
  return (
    <>
      <PageHead
        title={campaign.title}
        purpose={
          <span className="row">
            <CampaignStateTag campaign={campaign} />
            {campaign.organisationName}
          </span>
        }
        actions={oversees ? <Overseeing campaign={campaign} status={status} steps={steps} /> : null}
      />
      <div className="stack">
        {campaign.closedAt ? (
          <Alert
            type="info"
            showIcon
            title={t('portal.campaign.closed', { at: dayAndTime(campaign.closedAt) })}
            description={campaign.closingOpinion}
          />
        ) : null}
        <CampaignFacts campaign={campaign} />
        {own ? <OwnPart campaign={campaign} part={own} steps={steps} /> : null}
        {oversees ? (
          <CampaignBoard
            campaign={campaign}
            status={status}
            onStatus={(next) => setSearch(next === '' ? {} : { status: next })}
            steps={steps}
          />
        ) : null}
        <CampaignEntries campaign={campaign} />
      </div>
      {steps.dialog}
    </>
  );
}

function CampaignFacts({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const names = campaign.template?.names ?? [];
  return (
    <Card>
      <Facts
        facts={[
          { label: t('portal.campaign.due'), value: day(campaign.dueOn) },
          { label: t('portal.campaign.sent-by'), value: `${campaign.organisationName} ${dayAndTime(campaign.sentAt)}` },
          { label: t('portal.campaign.instruction'), value: campaign.instruction, wide: true },
          ...(campaign.prolongations.length > 0
            ? [{ label: t('portal.campaign.prolongations'), value: <Prolongations campaign={campaign} />, wide: true }]
            : []),
          ...(names.length > 0 ? [{ label: t('portal.campaign.template-names'), value: <Names names={names} />, wide: true }] : []),
        ]}
      />
      {campaign.usesSystems ? <p style={{ marginBlockEnd: 0 }}>{t('portal.campaign.uses-systems')}</p> : null}
    </Card>
  );
}

/** Each day that was put off, and why: departments planned by it. */
function Prolongations({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  return (
    <>
      {campaign.prolongations.map(({ from, to, reason, at, organisationName }) => (
        <div key={to}>
          <div>{t('portal.campaign.prolonged-from-to', { from: day(from), to: day(to) })}</div>
          <div className="pre">
            <bdi>{reason}</bdi>
          </div>
          <div className="small soft">
            <bdi>{organisationName}</bdi> {dayAndTime(at)}
          </div>
        </div>
      ))}
    </>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <span className="row">
      {names.map((name) => (
        <Tag key={name}>
          <bdi>{name}</bdi>
        </Tag>
      ))}
    </span>
  );
}

type Oversight = { campaign: Campaign; status: string; steps: ReturnType<typeof useCampaignSteps> };

function Overseeing({ campaign, status, steps }: Oversight) {
  const { t } = useWords();
  const file = useDownload(exportCampaignBoard);
  const query = status === '' ? {} : { query: { status: statusOf(campaign, status) } };
  return (
    <>
      <Button
        icon={<DownloadOutlined />}
        loading={file.loading}
        onClick={() => file.fetch({ params: { campaignId: campaign.id }, ...query })}
      >
        {t('portal.campaign.export')}
      </Button>
      <DeedButton allowed={campaign.allowed} action="remind" onClick={() => steps.ask({ kind: 'remind', organisationId: null })}>
        {t('portal.campaign.remind-all')}
      </DeedButton>
      <ProlongButton campaign={campaign} />
      <DeedButton allowed={campaign.allowed} action="close" danger onClick={() => steps.ask({ kind: 'close' })}>
        {t('portal.campaign.close')}
      </DeedButton>
      {file.error ? <Trouble error={file.error} /> : null}
    </>
  );
}

/** The chosen status, as the contract has it. */
function statusOf({ parts }: Campaign, text: string) {
  return parts.find(({ status }) => status === text)?.status;
}
