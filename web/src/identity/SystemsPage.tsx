import { listBusinessSystems, retireBusinessSystem } from '@karez/contract/identity/machines';
import type { AnswerOf } from '@karez/contract/route';
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Card, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { day } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { useMe, usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { SystemDrawer } from './SystemDrawer.tsx';
import { SearchField } from '../client/SearchField.tsx';

type BusinessSystem = AnswerOf<typeof listBusinessSystems>['items'][number];

/** Business systems: entries, applications and services rest on them. */
export function SystemsPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const registers = usePower('identity.systems');
  const text = search.get('text') ?? '';
  const position = useCursor(text);
  const systems = useAnswer(listBusinessSystems, {
    query: { ...(text === '' ? {} : { text }), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  const [edited, setEdited] = useState<BusinessSystem | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={t('portal.menu.systems')}
        purpose={t('portal.identity.systems-purpose')}
        actions={
          registers ? (
            <>
              <Button icon={<UploadOutlined />} onClick={() => void navigate(paths.newSystemImport())}>
                {t('portal.identity.system-import.open')}
              </Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
                {t('portal.identity.system.register')}
              </Button>
            </>
          ) : null
        }
      />
      <Card>
        <SearchField
          key={text}
          defaultValue={text}
          placeholder={t('portal.identity.system.find')}
          aria-label={t('portal.identity.system.find')}
          style={{ maxInlineSize: 320, marginBlockEnd: 12 }}
          onSearch={(next) => setSearch(next.trim() === '' ? {} : { text: next.trim() })}
        />
        <Loaded query={systems}>
          {({ answer }) => (
            <>
              <SystemTable systems={answer.items} onEdit={setEdited} />
              <CursorPager position={position} next={answer.next} total={answer.total} />
            </>
          )}
        </Loaded>
      </Card>
      {edited ? <SystemDrawer system={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}

function SystemTable({ systems, onEdit }: { systems: readonly BusinessSystem[]; onEdit: (system: BusinessSystem) => void }) {
  const { t } = useWords();
  const columns: TableColumnsType<BusinessSystem> = [
    {
      title: t('portal.identity.system.name'),
      render: (_value, system) => (
        <>
          {system.name}
          <div className="small soft">{system.purpose}</div>
        </>
      ),
    },
    {
      title: t('portal.identity.system.owner'),
      width: 190,
      render: (_value, system) => (
        <>
          {system.orgName}
          <div className="small soft">{system.divisionName}</div>
        </>
      ),
    },
    { title: t('portal.identity.system.zone'), width: 120, render: (_value, system) => t(`identity.network-zone.${system.networkZone}`) },
    {
      title: t('portal.identity.system.protection'),
      width: 96,
      render: (_value, system) => t('identity.protection-level', { level: system.protectionLevel }),
    },
    { title: t('portal.identity.system.joined'), width: 108, render: (_value, system) => day(system.joinedOn) },
    {
      title: t('portal.identity.state'),
      width: 92,
      render: (_value, system) => (
        <StateTag tone={system.state === 'running' ? 'ok' : 'off'}>{t(`identity.system-state.${system.state}`)}</StateTag>
      ),
    },
    {
      title: t('portal.identity.deeds'),
      width: 250,
      render: (_value, system) => <SystemDeeds system={system} onEdit={() => onEdit(system)} />,
    },
  ];
  return (
    <Table<BusinessSystem>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...systems]}
      pagination={false}
      {...(systems.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.identity.system.none')} /> }}
    />
  );
}

function SystemDeeds({ system, onEdit }: { system: BusinessSystem; onEdit: () => void }) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const registers = usePower('catalog.register');
  const drafts = useMe().organisation.id === system.orgId && registers;
  const retire = useDeed(retireBusinessSystem, ['identity.']);
  const showRefusal = (error: Error) => {
    void modal.error({ title: t('portal.identity.system.retire'), content: <Trouble error={error} />, okText: t('portal.close') });
  };
  const ask = () =>
    void modal.confirm({
      title: t('portal.identity.system.retire-name', { name: system.name }),
      content: t('portal.identity.system.retire-says'),
      okText: t('portal.identity.system.retire'),
      okButtonProps: { danger: true },
      cancelText: t('portal.cancel'),
      onOk: () =>
        retire.mutate(
          { params: { systemId: system.id } },
          { onSuccess: () => void message.success(t('portal.done')), onError: showRefusal },
        ),
    });
  if (system.state === 'retired') return <span className="soft">—</span>;
  return (
    <span className="row">
      {drafts ? (
        <Link to={paths.newEntry({ system: system.id })}>
          <Button>{t('portal.campaign.draft-from')}</Button>
        </Link>
      ) : null}
      <DeedButton allowed={system.allowed} action="change" onClick={onEdit}>
        {t('portal.edit')}
      </DeedButton>
      <DeedButton allowed={system.allowed} action="retire" danger loading={retire.isPending} onClick={ask}>
        {t('portal.identity.system.retire')}
      </DeedButton>
    </span>
  );
}
