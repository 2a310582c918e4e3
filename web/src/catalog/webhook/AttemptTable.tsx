import { listAttempts, replayAttempt, type AttemptAnswer, type WebhookAnswer } from '@karez/contract/catalog/webhook';
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { dayAndSecond } from '../../client/dates.ts';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';
import { Blank } from '../../ui/Blank.tsx';

const EVERY_MS = 5000;

/** Attempts to tell an endpoint, latest first; each can be sent again. */
export function AttemptTable({ webhook }: { webhook: WebhookAnswer }) {
  const position = useCursor('');
  const query = position.cursor === undefined ? {} : { cursor: position.cursor };
  const attempts = useAnswer(listAttempts, { params: { webhookId: webhook.id }, query }, { everyMilliseconds: EVERY_MS });
  return (
    <Loaded query={attempts}>
      {({ answer }) => (
        <>
          <Attempts webhook={webhook} attempts={answer.items} />
          <CursorPager position={position} next={answer.next} total={answer.total} />
        </>
      )}
    </Loaded>
  );
}

function Attempts({ webhook, attempts }: { webhook: WebhookAnswer; attempts: readonly AttemptAnswer[] }) {
  const { t } = useWords();
  const replay = useDeed(replayAttempt, ['catalog.list-webhook-attempts']);
  const columns: TableColumnsType<AttemptAnswer> = [
    { title: t('portal.webhook.at'), width: 175, render: (_value, { at }) => <bdi>{dayAndSecond(at)}</bdi> },
    {
      title: t('portal.webhook.outcome'),
      width: 150,
      render: (_value, { outcome, status }) => (
        <Tag color={outcome === 'delivered' ? 'success' : 'error'}>
          {t(`portal.webhook.outcome.${outcome}`)} {status ?? ''}
        </Tag>
      ),
    },
    { title: t('portal.webhook.kind'), width: 80, render: (_value, { kind }) => t(`portal.webhook.kind.${kind}`) },
    {
      title: t('portal.webhook.event'),
      render: (_value, { change, entryId, position, eventId }) => (
        <>
          {change === null || entryId === null ? '—' : <Link to={paths.entry(entryId)}>{t(`catalog.change.${change}`)}</Link>}
          <div className="small soft code">{position === null ? eventId : `#${position} · ${eventId}`}</div>
        </>
      ),
    },
    {
      title: t('portal.webhook.answer'),
      width: 130,
      render: (_value, { durationMs, answerBytes }) => t('portal.webhook.answer-is', { ms: durationMs, bytes: answerBytes ?? 0 }),
    },
    {
      title: '',
      width: 90,
      render: (_value, { id, kind }) =>
        kind === 'test' ? null : (
          <DeedButton
            allowed={webhook.allowed}
            action="replay"
            loading={replay.isPending && replay.variables.params.attemptId === id}
            onClick={() => replay.mutate({ params: { webhookId: webhook.id, attemptId: id } })}
          >
            {t('portal.webhook.replay')}
          </DeedButton>
        ),
    },
  ];
  return (
    <>
      {replay.error ? <Trouble error={replay.error} /> : null}
      <Table<AttemptAnswer>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={[...attempts]}
        pagination={false}
        {...(attempts.length > 0 ? { scroll: { x: 900 } } : {})}
        locale={{ emptyText: <Blank says={t('portal.webhook.no-attempts')} /> }}
      />
    </>
  );
}
