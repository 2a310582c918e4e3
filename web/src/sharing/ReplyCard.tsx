import type { Application } from '@karez/contract/sharing/schemas';
import { Alert, Card, Table } from 'antd';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Facts } from '../ui/Facts.tsx';

/** The reply as it stands: what was decided, or what the provider's own office proposes. */
export function ReplyCard({ application }: { application: Application }) {
  const { t } = useWords();
  const { reply, proposal } = application;
  if (reply) {
    const tone = reply.result === 'refused' ? 'error' : 'success';
    return (
      <Card title={t('portal.sharing.reply')}>
        <Alert
          type={tone}
          showIcon
          title={t(`portal.sharing.reply.${reply.result}`, { at: dayAndTime(reply.at) })}
          description={reply.byStandingConsent ? t('portal.sharing.by-standing-consent') : <bdi>{reply.opinion}</bdi>}
          style={{ marginBlockEnd: 12 }}
        />
        {reply.ground ? (
          <Facts
            columns={1}
            facts={[
              { label: t('portal.sharing.ground'), value: t(`sharing.ground.${reply.ground}`) },
              {
                label: t('portal.sharing.basis'),
                value: reply.basis
                  .map(
                    (basis) =>
                      `${t('portal.cited', { title: basis.title, docNo: basis.docNo, article: basis.article })}\n${basis.quotation}`,
                  )
                  .join('\n'),
              },
              { label: t('portal.sharing.authority-opinion'), value: reply.authorityOpinion },
            ]}
          />
        ) : null}
        {application.agreement ? <AgreedItems items={application.agreement.terms.items} /> : null}
        <LeftOutItems application={application} leftOut={application.leftOut} />
      </Card>
    );
  }
  if (!proposal) return null;
  return (
    <Card title={t('portal.sharing.proposal')}>
      <Alert
        type="info"
        showIcon
        title={t(`portal.sharing.proposal.${proposal.result}`)}
        description={<bdi>{proposal.opinion}</bdi>}
        style={{ marginBlockEnd: 12 }}
      />
      {proposal.result === 'refuse' ? (
        <Facts
          columns={1}
          facts={[
            { label: t('portal.sharing.ground'), value: proposal.ground ? t(`sharing.ground.${proposal.ground}`) : '' },
            {
              label: t('portal.sharing.basis'),
              value: proposal.basis
                .map((basis) => t('portal.cited', { title: basis.title, docNo: basis.docNo, article: basis.article }))
                .join('\n'),
            },
          ]}
        />
      ) : (
        <>
          <AgreedItems
            items={proposal.items.map((agreed) => ({
              ...agreed,
              nameZh: application.entryItems.find((item) => item.no === agreed.no)?.nameZh ?? '',
            }))}
          />
          <LeftOutItems application={application} leftOut={proposal.leftOut} />
        </>
      )}
    </Card>
  );
}

/** Items that were applied for and are not given, each with the reason. */
function LeftOutItems({ application, leftOut }: { application: Application; leftOut: Application['leftOut'] }) {
  const { t } = useWords();
  return leftOut.map((left) => (
    <div key={left.no} className="soft" style={{ paddingBlockStart: 6 }}>
      {t('portal.sharing.left-out', {
        item: application.entryItems.find((item) => item.no === left.no)?.nameZh ?? String(left.no),
        reason: left.reason,
      })}
    </div>
  ));
}

function AgreedItems({ items }: { items: readonly { no: number; nameZh: string; mask: string }[] }) {
  const { t } = useWords();
  return (
    <Table
      size="small"
      rowKey="no"
      pagination={false}
      dataSource={[...items]}
      columns={[
        { title: t('portal.sharing.item-no'), dataIndex: 'no', width: 64 },
        { title: t('portal.sharing.item-name'), dataIndex: 'nameZh' },
        { title: t('portal.sharing.item-mask'), dataIndex: 'mask', render: (mask: string) => t(`catalog.masking.${mask}`) },
      ]}
    />
  );
}
