import { listMachineClients } from '@karez/contract/identity/machines';
import { bindClient } from '@karez/contract/sharing';
import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { Button, Card, Table } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { StateTag } from '../ui/StateTag.tsx';

/** Machine clients of the grant's system and which of them may call; only the requester's own developers see them. */
export function GrantClients({ grant }: { grant: GrantAnswer }) {
  const { t } = useWords();
  const sees = usePower('gateway.client') && grant.allowed['bind-client'] !== undefined;
  const clients = useAnswer(listMachineClients, {}, { enabled: sees });
  const bind = useDeed(bindClient, ['sharing.']);
  if (!sees) return null;
  const own = (clients.data?.answer.items ?? []).filter((client) => client.systemId === grant.systemId);
  return (
    <Card title={t('portal.sharing.clients')} extra={<Link to={paths.clients()}>{t('portal.sharing.manage-clients')}</Link>}>
      {bind.error ? <Trouble error={bind.error} /> : null}
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={own}
        locale={{
          emptyText: (
            <Blank says={t('portal.sharing.no-clients')} action={<Link to={paths.clients()}>{t('portal.sharing.manage-clients')}</Link>} />
          ),
        }}
        columns={[
          { title: t('portal.sharing.client-name'), dataIndex: 'name' },
          { title: t('portal.sharing.client-key'), dataIndex: 'keyId', render: (key: string) => <span className="code small">{key}</span> },
          {
            title: t('portal.sharing.client-bound'),
            width: 150,
            render: (_value, client) =>
              grant.clientIds.includes(client.id) ? (
                <StateTag tone="ok">{t('portal.sharing.client-may-call')}</StateTag>
              ) : (
                <Button
                  size="small"
                  disabled={grant.allowed['bind-client']?.allowed !== true || client.state !== 'active'}
                  loading={bind.isPending}
                  onClick={() => bind.mutate({ params: { grantId: grant.id }, body: { clientId: client.id } })}
                >
                  {t('portal.sharing.client-bind')}
                </Button>
              ),
          },
        ]}
      />
    </Card>
  );
}
