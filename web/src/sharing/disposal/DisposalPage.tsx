import { getDisposal, printDisposalCertificate, type Disposal, type DisposalInstruction } from '@karez/contract/sharing/disposal';
import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Breadcrumb, Button, Card } from 'antd';
import { Link, useParams } from 'react-router';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { useDownload } from '../../client/use-download.ts';
import { paths } from '../../paths.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ClocksCard, HistoryCard } from '../case-aside.tsx';
import { DisposalDeeds } from './DisposalDeeds.tsx';
import { DisposalStateTag } from './DisposalStateTag.tsx';

/** One disposal: what is to be done, what was done, its certificate, and what a check found. */
export function DisposalPage() {
  const { disposalId = '' } = useParams();
  const disposal = useAnswer(getDisposal, { params: { disposalId } });
  return <Loaded query={disposal}>{({ answer }) => <ShownDisposal disposal={answer} />}</Loaded>;
}

function ShownDisposal({ disposal }: { disposal: Disposal }) {
  const { t } = useWords();
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb items={[{ title: <Link to={paths.disposals()}>{t('portal.menu.disposals')}</Link> }, { title: disposal.no }]} />
        }
        title={
          <span className="row">
            <bdi>{disposal.entry.name}</bdi>
            <DisposalStateTag state={disposal.state} />
          </span>
        }
        purpose={t(`portal.disposal.now.${disposal.state}`)}
        actions={<DisposalDeeds disposal={disposal} />}
      />
      <div className="columns">
        <div className="stack">
          <CheckNote disposal={disposal} />
          <OrderCard disposal={disposal} />
          <ReportCard disposal={disposal} />
        </div>
        <aside className="stack" aria-label={t('portal.disposal.aside')}>
          <CertificateCard disposal={disposal} />
          <ClocksCard title={t('portal.disposal.clocks')} clocks={disposal.clocks} nameOf={({ ruleKey }) => t(`law.rule.${ruleKey}`)} />
          <Card size="small" title={t('portal.sharing.sides')}>
            <div className="small soft">{t('portal.disposal.requester')}</div>
            <bdi>{disposal.requester.name}</bdi>
            <div className="small soft" style={{ marginBlockStart: 8 }}>
              {t('portal.disposal.provider')}
            </div>
            <bdi>{disposal.provider.name}</bdi>
          </Card>
          <HistoryCard
            steps={disposal.history}
            nameOf={({ action }) => t(`sharing.disposal-step.${action}`)}
            system={t('portal.disposal.platform')}
          />
        </aside>
      </div>
    </>
  );
}

function CheckNote({ disposal: { check } }: { disposal: Disposal }) {
  const { t } = useWords();
  if (!check) return null;
  const tone = { passed: 'success', failed: 'error', waiting: 'info' } as const;
  const result = check.result ?? 'waiting';
  return (
    <Alert
      type={tone[result]}
      showIcon
      title={t('portal.bracketed', { text: t('portal.disposal.check'), note: t(`portal.disposal.check-result.${result}`) })}
      description={
        <>
          <div>
            {t(`portal.disposal.check-side.${check.side}`)} · {t(`portal.disposal.check-by.${check.by}`)} ·{' '}
            <bdi>{dayAndTime(check.orderedAt)}</bdi>
          </div>
          {check.fact === null ? null : (
            <div className="pre">
              <bdi>{check.fact}</bdi>
            </div>
          )}
        </>
      }
    />
  );
}

function Cited({ basis }: { basis: DisposalInstruction['basis'] }) {
  const { t } = useWords();
  return basis.map(({ title, docNo, article }) => <div key={`${title}${article}`}>{t('portal.cited', { title, docNo, article })}</div>);
}

function OrderCard({ disposal }: { disposal: Disposal }) {
  const { t } = useWords();
  const { instruction } = disposal;
  return (
    <Card title={t('portal.disposal.order')}>
      <Facts
        facts={[
          { label: t('portal.disposal.method'), value: t(`sharing.disposal-method.${instruction.method}`) },
          { label: t('portal.disposal.trigger'), value: t(`sharing.disposal-trigger.${disposal.trigger}`) },
          {
            label: t('portal.disposal.grant'),
            value: (
              <Link to={paths.grant(disposal.grant.id)}>
                <bdi className="code">{disposal.grant.no}</bdi>
              </Link>
            ),
          },
          { label: t('portal.disposal.system'), value: disposal.system },
          ...(disposal.reason === '' ? [] : [{ label: t('portal.disposal.reason'), value: disposal.reason, wide: true }]),
          { label: t('portal.disposal.words'), value: instruction.words, wide: true },
          ...(instruction.basis.length === 0
            ? []
            : [{ label: t('portal.disposal.basis'), value: <Cited basis={instruction.basis} />, wide: true }]),
        ]}
      />
    </Card>
  );
}

function ReportCard({ disposal }: { disposal: Disposal }) {
  const { t } = useWords();
  const { report } = disposal;
  if (!report) return null;
  return (
    <Card
      title={t('portal.disposal.report')}
      extra={disposal.state === 'reported' ? <span className="soft">{t('portal.disposal.unsigned')}</span> : null}
    >
      <Facts
        facts={[
          { label: t('portal.disposal.done-method'), value: t(`sharing.disposal-method.${report.method}`) },
          { label: t('portal.disposal.done-on'), value: report.doneOn },
          { label: t('portal.disposal.systems'), value: report.systems, wide: true },
          { label: t('portal.disposal.how'), value: report.how, wide: true },
          { label: t('portal.disposal.remains'), value: report.remains?.words ?? t('portal.disposal.nothing-remains'), wide: true },
          ...(report.remains ? [{ label: t('portal.disposal.basis'), value: <Cited basis={report.remains.basis} />, wide: true }] : []),
        ]}
      />
    </Card>
  );
}

function CertificateCard({ disposal }: { disposal: Disposal }) {
  const { t } = useWords();
  const file = useDownload(printDisposalCertificate);
  if (disposal.certificateNo === null) return null;
  return (
    <Card size="small" title={t('portal.disposal.certificate')}>
      <div className="stack" style={{ gap: 8 }}>
        <bdi className="code">{disposal.certificateNo}</bdi>
        <Button
          block
          style={{ whiteSpace: 'normal', blockSize: 'auto' }}
          icon={<PrinterOutlined />}
          loading={file.loading}
          onClick={() => file.fetch({ params: { disposalId: disposal.id } })}
        >
          {t('portal.disposal.print')}
        </Button>
        <div className="small soft">{t('portal.disposal.certificate-says')}</div>
        {file.error ? <Trouble error={file.error} /> : null}
      </div>
    </Card>
  );
}
