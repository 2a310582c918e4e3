import { importTranslations, exportTranslations, type TranslatedRow } from '@karez/contract/catalog/translation-workbook';
import type { TranslationLanguage, TranslationState } from '@karez/contract/catalog/translation';
import { App, Alert, Button, Modal, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { download } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { useDeed } from '../../client/queries.ts';
import { TableChooser } from '../../client/TableChooser.tsx';
import { Trouble } from '../../client/Trouble.tsx';
import { useFieldWords } from './translation-words.tsx';
import { pages } from '../../client/pages.ts';

type Question = {
  readonly language: TranslationLanguage;
  readonly state: TranslationState | undefined;
  readonly provider: string | undefined;
};

/** The list as it is asked for, out as a workbook, and translations that were written outside back in as drafts. */
export function TranslationWorkbook({ language, state, provider }: Question) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const query = { language, ...(state ? { state } : {}), ...(provider ? { provider } : {}) };
  const take = () =>
    void download(exportTranslations, { query }).catch((error: Error) => {
      void modal.error({ title: t('portal.translations.workbook.export'), content: <Trouble error={error} />, okText: t('portal.close') });
    });
  return (
    <>
      <Button title={t('portal.translations.workbook.export-says')} onClick={take}>
        {t('portal.translations.workbook.export')}
      </Button>
      <Button onClick={() => setOpen(true)}>{t('portal.translations.workbook.import')}</Button>
      {isOpen ? <ImportDialog language={language} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ImportDialog({ language, onClose }: { language: TranslationLanguage; onClose: () => void }) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const deed = useDeed(importTranslations, ['catalog.']);
  const report = deed.data?.answer;
  const send = () => {
    if (file) deed.mutate({ body: { language }, files: [{ field: 'file', file, name: file.name }] });
  };
  return (
    <Modal
      open
      width={860}
      title={`${t('portal.translations.workbook.import')} · ${t(`catalog.translation.language.${language}`)}`}
      okText={t('portal.translations.workbook.import')}
      cancelText={t('portal.close')}
      okButtonProps={{ disabled: file === null, loading: deed.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="soft" style={{ margin: 0 }}>
          {t('portal.translations.workbook.import-says')}
        </p>
        <TableChooser
          file={file}
          onChoose={(chosen) => {
            setFile(chosen);
            deed.reset();
          }}
        />
        {deed.error ? <Trouble error={deed.error} /> : null}
        {report ? (
          <Alert
            type={report.counts.error > 0 ? 'warning' : 'success'}
            showIcon
            title={t('portal.translations.workbook.done', report.counts)}
          />
        ) : null}
        {report && report.counts.error > 0 ? <RefusedRows rows={report.items.filter(({ outcome }) => outcome === 'error')} /> : null}
      </div>
    </Modal>
  );
}

function RefusedRows({ rows }: { rows: readonly TranslatedRow[] }) {
  const { t } = useWords();
  const fieldWords = useFieldWords();
  const columns: TableColumnsType<TranslatedRow> = [
    { title: t('portal.translations.workbook.row'), width: 70, render: (_value, { row }) => row },
    { title: t('catalog.field.name'), width: 200, render: (_value, { entryName }) => <bdi>{entryName || '—'}</bdi> },
    { title: t('portal.translations.workbook.field'), width: 150, render: (_value, { field }) => <bdi>{fieldWords(field)}</bdi> },
    {
      title: t('portal.translations.workbook.why'),
      render: (_value, { refusals }) =>
        refusals.map((refusal) => <div key={refusal.code}>{t(`field.${refusal.code}`, refusal.params)}</div>),
    },
  ];
  return (
    <Table<TranslatedRow>
      rowKey="row"
      size="small"
      columns={columns}
      dataSource={[...rows]}
      scroll={{ x: 720 }}
      pagination={pages(t, 10)}
    />
  );
}
