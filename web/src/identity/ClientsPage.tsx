import { disableMachineClient, listMachineClients } from '@karez/contract/identity/machines';
import type { AnswerOf } from '@karez/contract/route';
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Card, Table, Tooltip, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { dayAndTime } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { ClientKeyDialog, type KeyWish } from './ClientKeyDialog.tsx';
import { KeyHandover, type Handover } from './KeyHandover.tsx';
import { pages } from '../client/pages.ts';

type Client = AnswerOf<typeof listMachineClients>['items'][number];

/** Machine clients of one's own department: which system calls with which key. */
export function ClientsPage() {
  const { t } = useWords();
  const clients = useAnswer(listMachineClients, {});
  const [wish, setWish] = useState<KeyWish | null>(null);
  const [handover, setHandover] = useState<Handover | null>(null);
  const received = (given: Handover) => {
    setWish(null);
    setHandover(given);
  };
  return (
    <>
      <PageHead
        title={t('portal.menu.clients')}
        purpose={t('portal.identity.clients-purpose')}
        actions={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setWish({ kind: 'register' })}>
            {t('portal.identity.client.register')}
          </Button>
        }
      />
      <Card>
        <Loaded query={clients}>
          {({ answer }) => (
            <ClientTable
              clients={answer.items}
              onRotate={(client) => setWish({ kind: 'rotate', clientId: client.id, name: client.name })}
            />
          )}
        </Loaded>
      </Card>
      {wish ? <ClientKeyDialog wish={wish} onClose={() => setWish(null)} onReceived={received} /> : null}
      {handover ? <KeyHandover handover={handover} onClose={() => setHandover(null)} /> : null}
    </>
  );
}

function ClientTable({ clients, onRotate }: { clients: readonly Client[]; onRotate: (client: Client) => void }) {
  const { t } = useWords();
  const columns: TableColumnsType<Client> = [
    {
      title: t('portal.identity.client.name'),
      render: (_value, client) => (
        <>
          {client.name}
          <div className="small soft code">{client.id}</div>
        </>
      ),
    },
    { title: t('portal.identity.system'), dataIndex: 'systemName' },
    {
      title: t('portal.identity.client.key'),
      width: 220,
      render: (_value, client) => (
        <Tooltip title={client.keyId}>
          <span className="code">{client.keyId.slice(0, 14)}…</span>
          <div className="small soft">
            {t('portal.identity.client.key-since', { algorithm: client.algorithm, at: dayAndTime(client.keySince) })}
          </div>
        </Tooltip>
      ),
    },
    {
      title: t('portal.identity.state'),
      width: 92,
      render: (_value, client) => (
        <StateTag tone={client.state === 'active' ? 'ok' : 'off'}>{t(`identity.client-state.${client.state}`)}</StateTag>
      ),
    },
    {
      title: t('portal.identity.deeds'),
      width: 210,
      render: (_value, client) => <ClientDeeds client={client} onRotate={() => onRotate(client)} />,
    },
  ];
  return (
    <Table<Client>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...clients]}
      pagination={pages(t, 20)}
      {...(clients.length > 0 ? { scroll: { x: 940 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.identity.client.none')} /> }}
    />
  );
}

function ClientDeeds({ client, onRotate }: { client: Client; onRotate: () => void }) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const disable = useDeed(disableMachineClient, ['identity.list-machine-clients']);
  const showRefusal = (error: Error) => {
    void modal.error({ title: t('portal.identity.client.disable'), content: <Trouble error={error} />, okText: t('portal.close') });
  };
  const ask = () =>
    void modal.confirm({
      title: t('portal.identity.client.disable-name', { name: client.name }),
      content: t('portal.identity.client.disable-says'),
      okText: t('portal.identity.client.disable'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () =>
        disable.mutate(
          { params: { clientId: client.id } },
          { onSuccess: () => void message.success(t('portal.done')), onError: showRefusal },
        ),
    });
  if (client.state === 'disabled') return <span className="soft">—</span>;
  return (
    <span className="row">
      <DeedButton allowed={client.allowed} action="rotate" onClick={onRotate}>
        {t('portal.identity.client.rotate')}
      </DeedButton>
      <DeedButton allowed={client.allowed} action="disable" danger loading={disable.isPending} onClick={ask}>
        {t('portal.identity.client.disable')}
      </DeedButton>
    </span>
  );
}
