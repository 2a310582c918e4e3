import { listKeys, listLogs } from '@karez/contract/audit';
import { Card, Table } from 'antd';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { StateTag } from '../ui/StateTag.tsx';

/** What a head says of its log: its own text is JSON. */
function headSays(body: string): { number: string; root: string; at: string } {
  const head: unknown = JSON.parse(body);
  const told = (name: string) => (typeof head === 'object' && head !== null ? String(Reflect.get(head, name)) : '');
  return { number: told('number'), root: told('root'), at: told('at') };
}

/** The newest signed head of each log, and the public keys: what a witness keeps. */
export function LogsCard() {
  const { t } = useWords();
  const logs = useAnswer(listLogs, {});
  const keys = useAnswer(listKeys, {});
  return (
    <Card title={t('portal.audit.heads')}>
      <p className="soft" style={{ marginBlockStart: 0 }}>
        {t('portal.audit.heads-why')}
      </p>
      <Loaded query={logs}>
        {({ answer }) => (
          <Table
            size="small"
            rowKey="log"
            pagination={false}
            scroll={{ x: 760 }}
            dataSource={answer.items.map((log) => ({ ...log, says: log.head ? headSays(log.head.body) : null }))}
            columns={[
              { title: t('portal.audit.log'), width: 180, render: (_value, log) => <span className="code small">{log.log}</span> },
              { title: t('portal.audit.size'), dataIndex: 'size', width: 90, align: 'end' },
              { title: t('portal.audit.head-number'), width: 100, align: 'end', render: (_value, log) => log.says?.number ?? '—' },
              { title: t('portal.audit.head-at'), width: 150, render: (_value, log) => dayAndTime(log.says?.at) },
              { title: t('portal.audit.root'), render: (_value, log) => <span className="code small">{log.says?.root ?? '—'}</span> },
              {
                title: t('portal.audit.log-state'),
                width: 110,
                render: (_value, log) => (
                  <StateTag tone={log.open ? 'ok' : 'off'}>{t(log.open ? 'portal.audit.log-open' : 'portal.audit.log-closed')}</StateTag>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <h3 style={{ marginBlock: '16px 8px' }}>{t('portal.audit.keys')}</h3>
      <Loaded query={keys}>
        {({ answer }) => (
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            scroll={{ x: 640 }}
            dataSource={answer.items}
            columns={[
              {
                title: t('portal.audit.key-id'),
                dataIndex: 'id',
                width: 190,
                render: (id: string) => <span className="code small">{id}</span>,
              },
              {
                title: t('portal.audit.algorithm'),
                dataIndex: 'algorithm',
                width: 90,
                render: (algorithm: string) => algorithm.toUpperCase(),
              },
              {
                title: t('portal.audit.public-key'),
                dataIndex: 'publicKey',
                render: (key: string) => <span className="code small">{key}</span>,
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
