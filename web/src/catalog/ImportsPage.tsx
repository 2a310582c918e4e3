import { listImports, type Import } from '@karez/contract/catalog-import';
import { Card, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../client/CursorPager.tsx';
import { dayAndTime } from '../client/dates.ts';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { ImportStateTag } from './import-tags.tsx';
import { TemplateButton } from './workbook/WorkbookButtons.tsx';
import { UploadImport } from './UploadImport.tsx';

const WORKING_EVERY_MS = 2_000;
const RESTING_EVERY_MS = 30_000;

export function isWorking({ state }: Pick<Import, 'state'>): boolean {
  return state === 'checking' || state === 'applying' || state === 'undoing';
}

/** 存量导入: upload a published catalogue, and the department's earlier imports. */
export function ImportsPage() {
  const { t } = useWords();
  const imports = usePower('catalog.import');
  const position = useCursor('');
  const query = position.cursor === undefined ? {} : { cursor: position.cursor };
  const known = useAnswer(listImports, { query }, { enabled: imports });
  // Read again often only while the background works on one of them.
  const everyMilliseconds = known.data?.answer.items.some(isWorking) ? WORKING_EVERY_MS : RESTING_EVERY_MS;
  const jobs = useAnswer(listImports, { query }, { enabled: imports, everyMilliseconds });
  if (!imports) return <Blank says={t('refusal.request.not-permitted')} />;
  return (
    <>
      <PageHead title={t('portal.menu.imports')} purpose={t('portal.catalog.import.purpose')} actions={<TemplateButton />} />
      <div className="stack">
        <Card title={t('portal.catalog.import.upload')}>
          <UploadImport />
        </Card>
        <Card title={t('portal.catalog.import.earlier')}>
          <Loaded query={jobs}>
            {({ answer }) => (
              <>
                <ImportTable jobs={answer.items} />
                <CursorPager position={position} next={answer.next} total={answer.total} />
              </>
            )}
          </Loaded>
        </Card>
      </div>
    </>
  );
}

function ImportTable({ jobs }: { jobs: readonly Import[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<Import> = [
    {
      title: t('portal.catalog.import.file'),
      render: (_value, job) => (
        <Link to={paths.importJob(job.id)} style={{ overflowWrap: 'anywhere' }}>
          <bdi>{job.fileName}</bdi>
          <div className="small soft">{t(`catalog.import.target.${job.target}`)}</div>
        </Link>
      ),
    },
    { title: t('portal.sharing.state'), width: 150, render: (_value, job) => <ImportStateTag state={job.state} /> },
    { title: t('portal.catalog.import.place'), width: 160, render: (_value, job) => <bdi>{job.place.name}</bdi> },
    { title: t('portal.catalog.import.started'), width: 150, render: (_value, job) => dayAndTime(job.startedAt) },
    ...(['new', 'changed', 'unchanged', 'error'] as const).map((outcome) => ({
      title: t(`table.outcome.${outcome}`),
      width: 84,
      align: 'end' as const,
      render: (_value: unknown, job: Import) => job.outcomes[outcome],
    })),
  ];
  return (
    <Table<Import>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={[...jobs]}
      pagination={false}
      {...(jobs.length > 0 ? { scroll: { x: 960 } } : {})}
      locale={{ emptyText: <Blank says={t('portal.catalog.import.none')} /> }}
    />
  );
}
