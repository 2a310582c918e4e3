import { readMailService, type MailAttemptAnswer } from '@karez/contract/desk/mail';
import { Card, Descriptions, Table, type TableColumnsType } from 'antd';
import { dayAndTime } from '../../client/dates.ts';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer } from '../../client/queries.ts';
import { Blank } from '../../ui/Blank.tsx';

const states = ['waiting', 'sent', 'refused', 'expired', 'dropped'] as const;

/** How the sending of mails goes: counts, and what the mail server said last. No addresses, no words of mails. */
export function MailServiceCard() {
  const { t } = useWords();
  const service = useAnswer(readMailService, {}, { everyMilliseconds: 30_000 });
  return (
    <Card title={t('portal.mail.service')}>
      <Loaded query={service}>
        {({ answer: { isConfigured, host, sender, counts, keptDays, attempts } }) => (
          <>
            <p className="soft">
              {isConfigured
                ? t('portal.mail.service.says', { host: host ?? '', sender: sender ?? '', days: keptDays })
                : t('portal.mail.not-configured')}
            </p>
            <Descriptions
              size="small"
              column={{ xs: 1, sm: 3, lg: 5 }}
              items={states.map((state) => ({ key: state, label: t(`portal.mail.count.${state}`), children: counts[state] }))}
              style={{ marginBlockEnd: 16 }}
            />
            <AttemptTable attempts={attempts} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function AttemptTable({ attempts }: { attempts: readonly MailAttemptAnswer[] }) {
  const { t } = useWords();
  if (attempts.length === 0) return <Blank says={t('portal.mail.attempt.nothing')} />;
  const columns: TableColumnsType<MailAttemptAnswer> = [
    { title: t('portal.mail.attempt.at'), render: (_value, { at }) => dayAndTime(at) },
    { title: t('portal.mail.attempt.kind'), render: (_value, { kind }) => t(`portal.mail.kind.${kind}`) },
    { title: t('portal.mail.attempt.outcome'), render: (_value, { outcome }) => t(`portal.mail.outcome.${outcome}`) },
    {
      title: t('portal.mail.attempt.reply'),
      render: (_value, { replyCode, trouble }) => <bdi className="code">{replyCode ?? trouble ?? '–'}</bdi>,
    },
    {
      title: t('portal.mail.attempt.duration'),
      align: 'end',
      render: (_value, { durationMs }) => t('portal.mail.attempt.milliseconds', { count: durationMs }),
    },
    { title: t('portal.mail.attempt.state'), render: (_value, { state }) => t(`portal.mail.count.${state}`) },
  ];
  return (
    <Table
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...attempts]}
      pagination={{ pageSize: 10 }}
      scroll={{ x: 'max-content' }}
    />
  );
}
