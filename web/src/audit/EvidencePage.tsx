import { exportEvidence, searchActs, type Act } from '@karez/contract/audit';
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Card, Table, Tabs, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { download } from '../client/call.ts';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { actionWords, objectWords } from './action-words.ts';
import { EvidenceFilters, queryFrom } from './EvidenceFilters.tsx';
import { HowToVerify } from './HowToVerify.tsx';
import { LogsCard } from './LogsCard.tsx';
import { ReceiptButton } from './ReceiptButton.tsx';
import { ResultTag } from './ResultTag.tsx';
import { useListedNames, useOrganisationNames } from './use-known-names.ts';

/** Who did what, sealed: all of the region for the audit administrator, one's own unit's for its head. */
export function EvidencePage() {
  const { t } = useWords();
  const exports = usePower('audit.export');
  const listsOwn = usePower('audit.read-own');
  const lists = usePower('audit.read-all') || listsOwn;
  return (
    <>
      <PageHead title={t('portal.menu.evidence')} purpose={t('portal.audit.purpose')} actions={exports ? <ExportButton /> : null} />
      <Tabs
        items={[
          ...(lists ? [{ key: 'acts', label: t('portal.audit.tab.acts'), children: <Acts /> }] : []),
          {
            key: 'heads',
            label: t('portal.audit.tab.heads'),
            children: (
              <div className="stack">
                <LogsCard />
                <HowToVerify fileName="FILE" />
              </div>
            ),
          },
        ]}
      />
    </>
  );
}

function ExportButton() {
  const { t } = useWords();
  const { modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const showRefusal = (error: Error) => {
    void modal.error({ title: t('portal.audit.export'), content: <Trouble error={error} />, okText: t('portal.close') });
  };
  const fetchAll = () => {
    setBusy(true);
    void download(exportEvidence, {})
      .catch(showRefusal)
      .finally(() => setBusy(false));
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={fetchAll} title={t('portal.audit.export-says')}>
      {t('portal.audit.export')}
    </Button>
  );
}

function Acts() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const position = useCursor(search.toString());
  const acts = useAnswer(searchActs, {
    query: { ...queryFrom(search), ...(position.cursor === undefined ? {} : { cursor: position.cursor }) },
  });
  return (
    <Card>
      <EvidenceFilters />
      <Loaded query={acts}>
        {({ answer }) => (
          <>
            <ActTable acts={answer.items} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
      <p className="small soft" style={{ marginBlockEnd: 0 }}>
        {t('portal.audit.list-says')}
      </p>
    </Card>
  );
}

function ActTable({ acts }: { acts: readonly Act[] }) {
  const words = useWords();
  const { t } = words;
  const organisations = useOrganisationNames(acts.flatMap((act) => [act.orgId, act.objectKind === 'organisation' ? act.objectId : null]));
  const listed = useListedNames();
  const columns: TableColumnsType<Act> = [
    { title: t('portal.audit.at'), width: 142, render: (_value, act) => dayAndTime(act.at) },
    {
      title: t('portal.audit.action'),
      render: (_value, act) => (
        <Link to={paths.evidenceRecord(act.recordId)}>
          {actionWords(words, act.action)}
          <div className="small soft code">{act.action}</div>
        </Link>
      ),
    },
    {
      title: t('portal.audit.actor'),
      width: 200,
      render: (_value, act) => (
        <NamedThing kind={t(`evidence.actor.${act.actorKind}`)} id={act.actorId} name={organisations.get(act.orgId ?? '')} />
      ),
    },
    {
      title: t('portal.audit.object'),
      width: 206,
      render: (_value, { objectKind, objectId }) =>
        objectKind && objectId ? (
          <NamedThing kind={objectWords(words, objectKind)} id={objectId} name={listed.get(objectId) ?? organisations.get(objectId)} />
        ) : (
          '—'
        ),
    },
    { title: t('portal.audit.result'), width: 92, render: (_value, act) => <ResultTag result={act.result} /> },
    { title: t('portal.audit.index'), dataIndex: 'index', width: 66, align: 'end' },
    { title: t('portal.audit.receipt-short'), width: 62, render: (_value, act) => <ReceiptButton small recordId={act.recordId} /> },
  ];
  return (
    <Table<Act>
      rowKey="recordId"
      size="middle"
      columns={columns}
      dataSource={[...acts]}
      pagination={false}
      {...(acts.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.audit.none')} /> }}
    />
  );
}

/** What a record points at: its name where the reader may know one, its kind, and the id that the record has. */
function NamedThing({ kind, id, name }: { kind: string; id: string; name: string | undefined }) {
  return (
    <>
      {name ?? kind}
      <div className="small soft">
        {name === undefined ? null : `${kind} `}
        <span className="code">{id}</span>
      </div>
    </>
  );
}
