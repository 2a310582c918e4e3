import { applyImport, downloadRefusedRows, getImport, type Import } from '@karez/contract/catalog-import';
import { importOutcomes } from '@karez/contract/table';
import { Alert, App, Breadcrumb, Card, Progress, Statistic } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { download } from '../client/call.ts';
import { day, dayAndTime } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { paths } from '../paths.ts';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { ImportRows } from './ImportRows.tsx';
import { ImportStateTag } from './import-tags.tsx';
import { UnknownValues } from './UnknownValues.tsx';
import { LeftEntries, UndoBar, UndoButton } from './workbook/UndoImport.tsx';

const EVERY_MS = 1_500;
const KIB = 1024;

/** One import: what the file was found to be, the dry run row by row, and applying it. The work goes on when the tab is closed. */
export function ImportJobPage() {
  const { jobId = '' } = useParams();
  const first = useAnswer(getImport, { params: { importId: jobId } });
  const state = first.data?.answer.state;
  const working = state === 'checking' || state === 'applying' || state === 'undoing';
  const job = useAnswer(getImport, { params: { importId: jobId } }, working ? { everyMilliseconds: EVERY_MS } : {});
  return <Loaded query={job}>{({ answer }) => <ShownImport job={answer} />}</Loaded>;
}

function ShownImport({ job }: { job: Import }) {
  const { t } = useWords();
  const readable = job.state !== 'failed';
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[{ title: <Link to={paths.imports()}>{t('portal.menu.imports')}</Link> }, { title: <bdi>{job.fileName}</bdi> }]}
          />
        }
        title={
          <span className="row">
            <bdi>{job.fileName}</bdi>
            <ImportStateTag state={job.state} />
          </span>
        }
        purpose={t(`portal.catalog.import.says.${job.state}`)}
        actions={<ImportDeeds job={job} />}
      />
      <div className="stack">
        <ImportProgress job={job} />
        {job.refusal ? (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={t(`refusal.${job.refusal.code}`, job.refusal.params)}
            description={t('portal.catalog.import.failed-next')}
          />
        ) : null}
        <LeftEntries job={job} />
        {readable ? <ImportRows job={job} /> : null}
        <UnknownValues importId={job.id} ready={job.state !== 'checking' && readable} />
        <FileCard job={job} />
      </div>
    </>
  );
}

function ImportDeeds({ job }: { job: Import }) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const [failed, setFailed] = useState<Error | null>(null);
  const deed = useDeed(applyImport, ['catalog.']);
  const apply = () =>
    void modal.confirm({
      title: t('portal.catalog.import.apply'),
      content: t(job.target === 'own-drafts' ? 'portal.workbook.apply-says' : 'portal.catalog.import.apply-says', {
        new: job.outcomes.new,
        changed: job.outcomes.changed,
        error: job.outcomes.error,
      }),
      okText: t('portal.catalog.import.apply'),
      cancelText: t('portal.cancel'),
      onOk: () =>
        deed.mutate({ params: { importId: job.id } }, { onSuccess: () => void message.success(t('portal.catalog.import.applying')) }),
    });
  const fetchRefused = () =>
    void download(downloadRefusedRows, { params: { importId: job.id } }).then(
      () => setFailed(null),
      (error: unknown) => setFailed(error instanceof Error ? error : new Error(String(error))),
    );
  const error = deed.error ?? failed;
  return (
    <>
      {error ? <Trouble error={error} /> : null}
      {job.outcomes.error > 0 ? (
        <DeedButton allowed={job.allowed} action="download-refused-rows" onClick={fetchRefused}>
          {t('portal.catalog.import.refused-rows', { count: job.outcomes.error })}
        </DeedButton>
      ) : null}
      <UndoButton job={job} />
      {job.state === 'checking' || job.state === 'checked' ? (
        <DeedButton allowed={job.allowed} action="apply" type="primary" loading={deed.isPending} onClick={apply}>
          {t('portal.catalog.import.apply')}
        </DeedButton>
      ) : null}
    </>
  );
}

/** A bar while the background works; while the file is still being read its length is not known, so no percentage is made up. */
function WorkBar({ job, total }: { job: Import; total: number }) {
  const { t } = useWords();
  if (job.state === 'checked' || job.state === 'failed') return null;
  if (job.state === 'checking') {
    const words = t('portal.catalog.import.reading', { count: job.read });
    return (
      <>
        <Progress percent={100} status="active" showInfo={false} aria-label={words} />
        <div className="soft">{words}</div>
      </>
    );
  }
  if (job.state === 'undoing' || job.state === 'undone') return <UndoBar job={job} />;
  const words = t('portal.catalog.import.done', { done: job.done, total });
  const percent = job.state === 'applied' || total === 0 ? 100 : Math.floor((job.done / total) * 100);
  return (
    <>
      <Progress percent={percent} status={job.state === 'applying' ? 'active' : 'success'} aria-label={words} />
      <div className="soft">{words}</div>
    </>
  );
}

function ImportProgress({ job }: { job: Import }) {
  const { t } = useWords();
  const total = importOutcomes.reduce((sum, outcome) => sum + job.outcomes[outcome], 0);
  const counts = job.state !== 'checking' && job.state !== 'checked' && job.state !== 'failed' ? job.applied : job.outcomes;
  const isWorking = job.state === 'checking' || job.state === 'applying' || job.state === 'undoing';
  return (
    <Card>
      <div className="stack" style={{ gap: 8 }}>
        <WorkBar job={job} total={total} />
        <div className="row" style={{ gap: 40 }}>
          {importOutcomes.map((outcome) => (
            <Statistic
              key={outcome}
              title={t(`table.outcome.${outcome}`)}
              value={counts[outcome]}
              {...(outcome === 'error' && counts.error > 0 ? { styles: { content: { color: '#a8322a' } } } : {})}
            />
          ))}
        </div>
        {isWorking ? <div className="small soft">{t('portal.catalog.import.may-close')}</div> : null}
      </div>
    </Card>
  );
}

/** How long the uploaded file is kept. */
function FileTerm({ job: { fileKeptUntil, fileErasedAt } }: { job: Import }) {
  const { t } = useWords();
  if (fileErasedAt !== null) return <p className="soft">{t('portal.catalog.import.file-erased', { day: day(fileErasedAt) })}</p>;
  return fileKeptUntil === null ? null : <p className="soft">{t('portal.catalog.import.file-kept', { day: fileKeptUntil })}</p>;
}

/** What the reader found and did: place, encoding, which column was taken for which field. */
function FileCard({ job }: { job: Import }) {
  const { t, has } = useWords();
  const taken = job.columns.filter(({ field }) => field !== null);
  const word = (field: string | null) =>
    field !== null && has(`catalog.import.field.${field}`) ? t(`catalog.import.field.${field}`) : (field ?? '');
  return (
    <Card title={t('portal.catalog.import.file-found')}>
      <FileTerm job={job} />
      <Facts
        facts={[
          { label: t('portal.catalog.import.whose'), value: `${t(`catalog.import.target.${job.target}`)} · ${job.place.name}` },
          { label: t('portal.catalog.import.started'), value: dayAndTime(job.startedAt) },
          { label: t('portal.catalog.import.size'), value: t('portal.catalog.import.kib', { kib: Math.ceil(job.fileBytes / KIB) }) },
          { label: t('portal.catalog.import.read'), value: job.read },
          {
            label: t('portal.catalog.import.columns'),
            value: taken
              .map(({ column, header, field }) => t('portal.catalog.import.column', { column, header, field: word(field) }))
              .join('\n'),
            wide: true,
          },
          ...(job.notes.length > 0
            ? [
                {
                  label: t('portal.catalog.import.notes'),
                  value: job.notes.map((note) => t(note.code, note.params)).join('\n'),
                  wide: true,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
