import { getApplication } from '@karez/contract/sharing';
import { printPaper } from '@karez/contract/sharing/paper';
import type { Application } from '@karez/contract/sharing/schemas';
import { Button, Card, QRCode, Table } from 'antd';
import { Link, useParams } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { useDownload } from '../client/use-download.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { Facts } from '../ui/Facts.tsx';
import { AgreementMarks } from './stamp/AgreementMarks.tsx';
import { rowsText } from './backflow/rows-text.ts';

type Agreement = NonNullable<Application['agreement']>;

/** 《政务数据共享协议》 as it reads on the screen, and to take along as PDF: terms, both signatures with their digests, and a blank place for each seal. */
export function AgreementPage() {
  const { t } = useWords();
  const { applicationId = '' } = useParams();
  const application = useAnswer(getApplication, { params: { applicationId } });
  return (
    <Loaded query={application}>
      {({ answer }) =>
        answer.agreement ? (
          <>
            <Paper agreement={answer.agreement} />
            <AgreementMarks application={answer} />
          </>
        ) : (
          <Blank says={t('portal.sharing.no-agreement')} action={<Link to={paths.application(applicationId)}>{t('portal.back')}</Link>} />
        )
      }
    </Loaded>
  );
}

function Paper({ agreement }: { agreement: Agreement }) {
  const { t } = useWords();
  const file = useDownload(printPaper);
  const { terms } = agreement;
  return (
    <>
      {file.error ? <Trouble error={file.error} /> : null}
      <div className="row no-print" style={{ justifyContent: 'space-between', marginBlockEnd: 12 }}>
        <Link to={paths.application(agreement.applicationId)}>{t('portal.sharing.to-application')}</Link>
        <Button
          type="primary"
          loading={file.loading}
          onClick={() => file.fetch({ params: { applicationId: agreement.applicationId, paper: 'agreement' } })}
        >
          {t('portal.sharing.agreement-pdf')}
        </Button>
      </div>
      <Card style={{ maxInlineSize: 900, marginInline: 'auto' }}>
        <h1 style={{ textAlign: 'center', fontSize: 22 }}>{t('portal.sharing.agreement-title')}</h1>
        <p className="soft code" style={{ textAlign: 'center' }}>
          {agreement.no}
        </p>
        <Facts
          facts={[
            { label: t('portal.sharing.provider'), value: `${terms.provider}\n${terms.providerUscc}` },
            { label: t('portal.sharing.requester'), value: `${terms.requester}\n${terms.requesterUscc}` },
            { label: t('portal.sharing.entry'), value: `${terms.entryName}\n${terms.entryCode}`, wide: true },
            { label: t('portal.sharing.element.business'), value: terms.businessApplication, wide: true },
            { label: t('portal.sharing.element.users'), value: terms.userScope },
            ...(terms.rowFilter ? [{ label: t('portal.backflow.rows'), value: rowsText(terms.rowFilter, t), wide: true }] : []),
            { label: t('portal.sharing.element.mode'), value: terms.sharingMode },
            { label: t('portal.sharing.field.usePurpose'), value: terms.purpose },
            { label: t('portal.sharing.field.matter'), value: terms.matter },
            { label: t('portal.sharing.element.until'), value: `${terms.validFrom} ~ ${terms.validTo}` },
            { label: t('portal.sharing.version'), value: terms.entryVersion },
            { label: t('portal.sharing.conditions'), value: terms.conditions, wide: true },
            { label: t('portal.sharing.field.securityMeasures'), value: terms.security, wide: true },
            { label: t('portal.sharing.disposal'), value: terms.disposal, wide: true },
          ]}
        />
        <h2 style={{ fontSize: 15 }}>{t('portal.sharing.element.items')}</h2>
        <Table
          size="small"
          rowKey="no"
          pagination={false}
          dataSource={[...terms.items]}
          columns={[
            { title: t('portal.sharing.item-no'), dataIndex: 'no', width: 64 },
            { title: t('portal.sharing.item-name'), dataIndex: 'nameZh' },
            {
              title: t('portal.sharing.item-field'),
              dataIndex: 'fieldName',
              render: (name: string) => <span className="code">{name}</span>,
            },
            { title: t('portal.sharing.item-mask'), dataIndex: 'mask', render: (mask: string) => t(`catalog.masking.${mask}`) },
          ]}
        />
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 24, marginBlockStart: 24 }}>
          <Side title={t('portal.sharing.requester')} signature={agreement.requesterSignature} />
          <Side title={t('portal.sharing.provider')} signature={agreement.providerSignature} />
        </div>
        <div className="row" style={{ marginBlockStart: 24, alignItems: 'flex-start' }}>
          <span role="img" aria-label={t('portal.sharing.receipt-code')}>
            <span aria-hidden="true">
              <QRCode size={112} bordered={false} value={`karez:evidence:${agreement.providerSignature.evidenceId}`} />
            </span>
          </span>
          <div style={{ minInlineSize: 0, flex: 1 }}>
            <div className="small soft">{t('portal.sharing.digest-of-terms')}</div>
            <div className="code small">{agreement.digest}</div>
            <p className="small soft">{t('portal.sharing.honest-signature')}</p>
            {[agreement.requesterSignature, agreement.providerSignature].some(({ paper }) => paper) ? (
              <p className="small soft">{t('sharing.paper.honest-paper')}</p>
            ) : null}
          </div>
        </div>
      </Card>
    </>
  );
}

function Side({ title, signature }: { title: string; signature: Agreement['requesterSignature'] }) {
  const { t } = useWords();
  return (
    <div style={{ minInlineSize: 0 }}>
      <strong>{title}</strong>
      <div>{signature.organisationName}</div>
      <div className="small soft">
        {signature.role === 'SYSTEM' ? '' : `${t(`identity.role.${signature.role}`)} · `}
        {dayAndTime(signature.at)} · {t(`portal.sharing.method.${signature.method}`)}
      </div>
      {signature.delegate ? <div className="small soft">{t('sharing.paper.signed-for', { ...signature.delegate })}</div> : null}
      {signature.paper ? (
        <div className="small soft" style={{ overflowWrap: 'anywhere' }}>
          {t('sharing.paper.on-paper', { ...signature.paper })}
        </div>
      ) : null}
      <div className="small soft">{t('portal.evidence-no', { no: signature.evidenceId })}</div>
      <div
        style={{
          border: '1px dashed #8a7a5c',
          blockSize: 120,
          marginBlockStart: 8,
          display: 'grid',
          placeItems: 'center',
          color: '#6f6147',
        }}
      >
        {t('portal.sharing.seal-place')}
      </div>
    </div>
  );
}
