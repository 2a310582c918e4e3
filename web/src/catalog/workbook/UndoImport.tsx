import { listImportRows, undoImport, type Import, type ImportRow } from '@karez/contract/catalog-import';
import { App, Card, Progress, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { CursorPager, useCursor } from '../../client/CursorPager.tsx';
import { DeedButton } from '../../client/DeedButton.tsx';
import { useWords } from '../../client/language.tsx';
import { Loaded } from '../../client/Loaded.tsx';
import { useAnswer, useDeed } from '../../client/queries.ts';
import { Trouble } from '../../client/Trouble.tsx';
import { paths } from '../../paths.ts';

/** Undoes an applied import as a whole, after telling how many entries go back and how many stay. */
export function UndoButton({ job }: { job: Import }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const undoing = useDeed(undoImport, ['catalog.']);
  if (job.state !== 'applied' || job.undoable === null || job.applied.new + job.applied.changed === 0) return null;
  const counts = job.undoable;
  const undo = () =>
    void modal.confirm({
      title: t('portal.workbook.undo'),
      content: t('portal.workbook.undo-says', counts),
      okText: t('portal.workbook.undo-count', counts),
      okButtonProps: { danger: true, disabled: counts.undone === 0 },
      cancelText: t('portal.cancel'),
      onOk: () => undoing.mutate({ params: { importId: job.id } }),
    });
  return (
    <>
      {undoing.error ? <Trouble error={undoing.error} /> : null}
      <DeedButton allowed={job.allowed} action="undo" danger loading={undoing.isPending} onClick={undo}>
        {t('portal.workbook.undo')}
      </DeedButton>
    </>
  );
}

/** How far the undoing is: entries put back, and those that somebody has claimed or worked on since. */
export function UndoBar({ job }: { job: Import }) {
  const { t } = useWords();
  const { undone, left } = job.undone;
  const words = t('portal.workbook.undone-says', { undone, left });
  const touched = job.applied.new + job.applied.changed;
  const isOver = job.state === 'undone';
  const percent = isOver || touched === 0 ? 100 : Math.floor(((undone + left) / touched) * 100);
  return (
    <>
      <Progress percent={percent} status={isOver ? 'success' : 'active'} aria-label={words} />
      <div className="soft">{words}</div>
    </>
  );
}

/** The entries that undoing left as they are, each with the reason. */
export function LeftEntries({ job }: { job: Import }) {
  const { t } = useWords();
  const position = useCursor('left');
  const isOver = job.state === 'undone' && job.undone.left > 0;
  const rows = useAnswer(
    listImportRows,
    { params: { importId: job.id }, query: { undone: 'left', ...(position.cursor === undefined ? {} : { cursor: position.cursor }) } },
    { enabled: isOver },
  );
  if (!isOver) return null;
  const columns: TableColumnsType<ImportRow> = [
    { title: t('portal.catalog.import.row'), width: 80, render: (_value, { row }) => row },
    {
      title: t('catalog.field.name'),
      render: (_value, { name, entryId }) => (entryId ? <Link to={paths.entry(entryId)}>{name}</Link> : name),
    },
    { title: t('portal.workbook.left-because'), render: (_value, { leftBecause }) => t(`catalog.import.left.${leftBecause}`) },
  ];
  return (
    <Card title={t('portal.workbook.left-title')}>
      <Loaded query={rows}>
        {({ answer }) => (
          <>
            <Table<ImportRow> rowKey="row" size="small" columns={columns} dataSource={answer.items} pagination={false} />
            <CursorPager position={position} next={answer.next} total={answer.total} />
          </>
        )}
      </Loaded>
    </Card>
  );
}
