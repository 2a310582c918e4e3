import { attachDecisionScan, downloadDecisionScan, getDispute, type Dispute } from '@karez/contract/sharing/dispute';
import { UploadOutlined } from '@ant-design/icons';
import { Alert, Breadcrumb, Button, Card, Steps, Upload } from 'antd';
import { Link, useParams } from 'react-router';
import { day, dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { useMe } from '../../client/session.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ClocksCard, HistoryCard } from '../case-aside.tsx';
import { DisputeDeeds } from './DisputeDeeds.tsx';
import { DisputeStateTag } from './DisputeStateTag.tsx';

/** One dispute: what it is about, what is offered, what came out, and what each side has said. */
export function DisputePage() {
  const { disputeId = '' } = useParams();
  const dispute = useAnswer(getDispute, { params: { disputeId } });
  return <Loaded query={dispute}>{({ answer }) => <ShownDispute dispute={answer} />}</Loaded>;
}

function ShownDispute({ dispute }: { dispute: Dispute }) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        crumbs={<Breadcrumb items={[{ title: <Link to={paths.disputes()}>{t('portal.menu.disputes')}</Link> }, { title: dispute.no }]} />}
        title={
          <span className="row">
            <bdi>{dispute.entry.name}</bdi>
            <DisputeStateTag state={dispute.state} />
          </span>
        }
        purpose={t(`portal.dispute.now.${dispute.state}`)}
        actions={<DisputeDeeds dispute={dispute} />}
      />
      <div className="columns">
        <div className="stack">
          <StagesCard dispute={dispute} />
          <OutcomeNote dispute={dispute} />
          <ChangeGrantNote dispute={dispute} />
          <OfferNote dispute={dispute} />
          <MatterCard dispute={dispute} />
          <DocumentCard dispute={dispute} />
          <HistoryCard
            steps={dispute.history}
            nameOf={({ action }) => t(`sharing.dispute-step.${action}`)}
            system={t('portal.dispute.platform')}
          />
        </div>
        <aside className="stack" aria-label={t('portal.dispute.aside')}>
          <ClocksCard title={t('portal.dispute.clocks')} clocks={dispute.clocks} nameOf={({ ruleKey }) => t(`law.rule.${ruleKey}`)} />
          <Card size="small" title={t('portal.sharing.sides')}>
            <div className="small soft">{t('portal.dispute.requester')}</div>
            <bdi>{dispute.requester.name}</bdi>
            <div className="small soft" style={{ marginBlockStart: 8 }}>
              {t('portal.dispute.provider')}
            </div>
            <bdi>{dispute.provider.name}</bdi>
          </Card>
        </aside>
      </div>
    </>
  );
}

/** The way of article 28: how far this dispute went along it, and where it stands. A stage that it did not need stays grey. */
function StagesCard({ dispute: { state, correction, history, raisedAt, endedAt } }: { dispute: Dispute }) {
  const { t } = useWords();
  const firstOf = (...actions: readonly string[]) => history.find(({ action }) => actions.includes(action))?.at ?? null;
  const ordered = firstOf('ordered');
  const stages = [
    { name: 'negotiation', at: correction ? null : raisedAt, isNow: state === 'negotiating' },
    { name: 'authority', at: firstOf('referred'), isNow: state === 'at-authority' },
    { name: 'above', at: firstOf('escalated') ?? (correction ? raisedAt : null), isNow: state === 'above' || state === 'entered' },
    { name: 'execution', at: ordered, isNow: state === 'ordered' },
    { name: 'end', at: endedAt, isNow: false },
  ] as const;
  return (
    <Card>
      <Steps
        size="small"
        responsive
        titlePlacement="vertical"
        items={stages.map(({ name, at, isNow }) => ({
          title: t(`portal.dispute.stage.${name}`),
          content: at === null ? '' : day(at),
          status: isNow ? ('process' as const) : at === null ? ('wait' as const) : ('finish' as const),
        }))}
      />
    </Card>
  );
}

function SharedItems({ dispute, itemNos }: { dispute: Dispute; itemNos: readonly number[] }) {
  const { t } = useWords();
  if (itemNos.length === 0) return null;
  const names = itemNos.map((no) => dispute.items.find((item) => item.no === no)?.name ?? String(no));
  return <div>{t('portal.dispute.shared-items', { items: names.join(t('portal.acknowledgement.and')) })}</div>;
}

function OutcomeNote({ dispute }: { dispute: Dispute }) {
  const { t } = useWords();
  const { outcome } = dispute;
  if (!outcome) return null;
  return (
    <Alert
      type={outcome.result === 'for-requester' ? 'success' : 'info'}
      showIcon
      title={t('portal.dispute.outcome', { result: t(`sharing.dispute-result.${outcome.result}`) })}
      description={
        <>
          <div>
            {t(`sharing.dispute-by.${outcome.by}`)} · <bdi>{dayAndTime(outcome.at)}</bdi>
          </div>
          <SharedItems dispute={dispute} itemNos={outcome.itemNos} />
          <div className="pre">
            <bdi>{outcome.words}</bdi>
          </div>
        </>
      }
    />
  );
}

/** Whoever has won what was left out changes the grant that runs. */
function ChangeGrantNote({ dispute: { grant, outcome, requester } }: { dispute: Dispute }) {
  const { t } = useWords();
  const isOwn = useMe().organisation.id === requester.id;
  if (!grant || !isOwn || outcome?.result !== 'for-requester') return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('portal.dispute.grant-next')}
      action={<Link to={paths.grant(grant.id, 'held')}>{t('portal.dispute.grant-open')}</Link>}
    />
  );
}

function OfferNote({ dispute }: { dispute: Dispute }) {
  const { t } = useWords();
  const { offer } = dispute;
  if (!offer) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.dispute.offer', { side: offer.side })}
      description={
        <>
          <div>
            {t(`sharing.dispute-result.${offer.result}`)} · <bdi>{dayAndTime(offer.at)}</bdi>
          </div>
          <SharedItems dispute={dispute} itemNos={offer.itemNos} />
          <div className="pre">
            <bdi>{offer.words}</bdi>
          </div>
        </>
      }
    />
  );
}

function MatterCard({ dispute }: { dispute: Dispute }) {
  const { t } = useWords();
  const { application, correction, refusal, items, grant } = dispute;
  const nameOf = (no: number) => items.find((item) => item.no === no)?.name || String(no);
  const leftOut = (refusal?.leftOut ?? [])
    .map(({ no, reason }) => t('portal.dispute.left-out-item', { item: nameOf(no), reason }))
    .join('\n');
  return (
    <Card title={t('portal.dispute.about')}>
      <Facts
        facts={[
          { label: t('portal.dispute.kind'), value: t(`sharing.dispute-kind.${dispute.kind}`) },
          {
            label: t('portal.dispute.entry'),
            value: (
              <Link to={paths.entry(dispute.entry.id)}>
                <bdi>{dispute.entry.name}</bdi>
              </Link>
            ),
          },
          ...(application
            ? [
                {
                  label: t('portal.dispute.application'),
                  value: (
                    <Link to={paths.application(application.id)}>
                      <bdi className="code">{application.no}</bdi>
                    </Link>
                  ),
                },
                {
                  label: t('portal.dispute.items'),
                  value: items.map(({ no, name }) => <div key={no}>{name === '' ? no : <bdi>{name}</bdi>}</div>),
                },
              ]
            : []),
          ...(correction
            ? [
                {
                  label: t('portal.dispute.correction'),
                  value: (
                    <Link to={paths.correction(correction.id)}>
                      <bdi className="code">{correction.no}</bdi>
                    </Link>
                  ),
                  wide: true,
                },
              ]
            : []),
          ...(grant
            ? [
                {
                  label: t('portal.dispute.grant'),
                  value: (
                    <Link to={paths.grant(grant.id)}>
                      <bdi className="code">{grant.no}</bdi>
                    </Link>
                  ),
                  wide: true,
                },
              ]
            : []),
          { label: t('portal.dispute.matter'), value: dispute.matter, wide: true },
          ...(refusal
            ? [
                { label: t('portal.dispute.refusal'), value: dayAndTime(refusal.at) },
                ...(refusal.ground === null ? [] : [{ label: t('portal.dispute.ground'), value: t(`sharing.ground.${refusal.ground}`) }]),
                { label: t('portal.dispute.opinion'), value: refusal.opinion, wide: true },
                ...(refusal.leftOut.length === 0 ? [] : [{ label: t('portal.dispute.left-out'), value: leftOut, wide: true }]),
                ...(refusal.basis.length === 0
                  ? []
                  : [
                      {
                        label: t('portal.dispute.basis'),
                        value: refusal.basis.map(({ title, docNo, article }) => t('portal.cited', { title, docNo, article })).join('\n'),
                        wide: true,
                      },
                    ]),
              ]
            : []),
        ]}
      />
    </Card>
  );
}

/** The decision from above: its scan, and what was entered from it. */
function DocumentCard({ dispute }: { dispute: Dispute }) {
  const { t } = useWords();
  const { document, scan, body } = dispute;
  if (!body) return null;
  return (
    <Card title={t('portal.dispute.document')}>
      <div className="stack">
        <Facts
          facts={[
            { label: t('portal.dispute.body'), value: t(`sharing.dispute-by.${body}`) },
            { label: t('portal.dispute.scan'), value: scan?.fileName },
            ...(document
              ? [
                  { label: t('portal.dispute.doc-no'), value: document.docNo },
                  { label: t('portal.dispute.decided-on'), value: document.decidedOn },
                  { label: t('portal.dispute.result'), value: t(`sharing.dispute-result.${document.result}`), wide: true },
                  { label: t('portal.dispute.doc-text'), value: document.text, wide: true },
                ]
              : []),
          ]}
        />
        <ScanButtons dispute={dispute} />
      </div>
    </Card>
  );
}

function ScanButtons({ dispute }: { dispute: Dispute }) {
  const { t } = useWords();
  const file = useDownload(downloadDecisionScan);
  const upload = useDeed(attachDecisionScan, ['sharing.', 'desk.']);
  const mayScan = dispute.allowed['scan']?.allowed === true;
  const failed = file.error ?? upload.error;
  const params = { disputeId: dispute.id };
  return (
    <>
      <div className="row">
        {dispute.scan ? (
          <Button loading={file.loading} onClick={() => file.fetch({ params })}>
            {t('portal.dispute.open-scan')}
          </Button>
        ) : null}
        {mayScan ? (
          <Upload
            accept=".pdf,.ofd,.docx,.png,.jpg"
            showUploadList={false}
            beforeUpload={(chosen) => {
              upload.mutate({
                params,
                body: { secrecyDeclaration: 'not-secret' },
                files: [{ field: 'file', file: chosen, name: chosen.name }],
              });
              return false;
            }}
          >
            <Button icon={<UploadOutlined />} loading={upload.isPending}>
              {t('portal.dispute.attach-scan')}
            </Button>
          </Upload>
        ) : null}
      </div>
      {mayScan ? <div className="small soft">{t('portal.dispute.scan-says')}</div> : null}
      {failed ? <Trouble error={failed} /> : null}
    </>
  );
}
