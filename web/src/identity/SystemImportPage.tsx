import { applySystemImport, downloadRefusedSystems, getSystemImport, type SystemImport } from '@karez/contract/identity/system-import';
import { importOutcomes } from '@karez/contract/table';
import { App, Breadcrumb, Button, Card } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { dayAndTime } from '../client/dates.ts';
import { DeedButton } from '../client/DeedButton.tsx';
import { useWords } from '../client/language.tsx';
import { Loaded } from '../client/Loaded.tsx';
import { useAnswer, useDeed } from '../client/queries.ts';
import { Trouble } from '../client/Trouble.tsx';
import { useDownload } from '../client/use-download.ts';
import { paths } from '../paths.ts';
import { Facts } from '../ui/Facts.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { StateTag } from '../ui/StateTag.tsx';
import { SystemImportRows } from './SystemImportRows.tsx';

const KIB = 1024;

/** One file of business systems: what its rows would do to the register, and letting them do it. */
export function SystemImportPage() {
  const { importId = '' } = useParams();
  const found = useAnswer(getSystemImport, { params: { importId } });
  return <Loaded query={found}>{({ answer }) => <ShownImport found={answer} />}</Loaded>;
}

function ShownImport({ found }: { found: SystemImport }) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const apply = useDeed(applySystemImport, ['identity.']);
  const refused = useDownload(downloadRefusedSystems);
  const error = apply.error ?? refused.error;
  const brings = found.outcomes.new + found.outcomes.changed > 0;
  const ask = () =>
    void modal.confirm({
      title: t('portal.identity.system-import.apply'),
      content: t('portal.identity.system-import.apply-says', found.outcomes),
      okText: t('portal.identity.system-import.apply'),
      cancelText: t('portal.cancel'),
      onOk: () => apply.mutate({ params: { importId: found.id } }, { onSuccess: () => void message.success(t('portal.done')) }),
    });
  return (
    <>
      <PageHead
        crumbs={<Crumbs />}
        title={
          <span className="row">
            {found.fileName}
            {brings ? (
              <StateTag tone={found.state === 'applied' ? 'ok' : 'warn'}>
                {t(`portal.identity.system-import.state.${found.state}`)}
              </StateTag>
            ) : null}
          </span>
        }
        purpose={brings ? t(`portal.identity.system-import.says.${found.state}`) : t('refusal.identity.system-import.nothing-to-apply')}
        actions={
          <ImportDeeds
            found={found}
            applying={apply.isPending}
            fetching={refused.loading}
            onApply={ask}
            onFetchRefused={() => refused.fetch({ params: { importId: found.id } })}
          />
        }
      />
      <div className="stack">
        {error ? <Trouble error={error} /> : null}
        <SystemImportRows found={found} />
        <FileCard found={found} />
      </div>
    </>
  );
}

function Crumbs() {
  const { t } = useWords();
  return (
    <Breadcrumb
      items={[
        { title: <Link to={paths.systems()}>{t('portal.menu.systems')}</Link> },
        { title: <Link to={paths.newSystemImport()}>{t('portal.identity.system-import')}</Link> },
      ]}
    />
  );
}

type Deeds = { found: SystemImport; applying: boolean; fetching: boolean; onApply: () => void; onFetchRefused: () => void };

function ImportDeeds({ found, applying, fetching, onApply, onFetchRefused }: Deeds) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <>
      <Button onClick={() => void navigate(paths.newSystemImport())}>{t('portal.identity.system-import.another')}</Button>
      {found.outcomes.error > 0 && found.state === 'checked' ? (
        <DeedButton allowed={found.allowed} action="download-refused-rows" loading={fetching} onClick={onFetchRefused}>
          {t('portal.identity.system-import.refused-rows', { count: found.outcomes.error })}
        </DeedButton>
      ) : null}
      {found.state === 'checked' ? (
        <DeedButton allowed={found.allowed} action="apply" type="primary" loading={applying} onClick={onApply}>
          {t('portal.identity.system-import.apply')}
        </DeedButton>
      ) : (
        <Button type="primary" onClick={() => void navigate(paths.systems())}>
          {t('portal.identity.system-import.to-register')}
        </Button>
      )}
    </>
  );
}

/** What the reader found and did: which column was taken for which field, encoding, merged cells. */
function FileCard({ found }: { found: SystemImport }) {
  const { t } = useWords();
  const columns = found.columns.flatMap(({ column, header, field }) =>
    field === null ? [] : t('portal.identity.system-import.column', { column, header, field: t(`identity.system-field.${field}`) }),
  );
  const total = importOutcomes.reduce((sum, one) => sum + found.outcomes[one], 0);
  const notes = found.notes.map(({ code, params }) => t(code, params)).join('\n');
  return (
    <Card title={t('portal.identity.system-import.file-found')}>
      <Facts
        facts={[
          { label: t('portal.identity.system-import.started'), value: dayAndTime(found.startedAt) },
          { label: t('portal.identity.system-import.applied-at'), value: dayAndTime(found.appliedAt) },
          {
            label: t('portal.identity.system-import.size'),
            value: t('portal.identity.system-import.kib', { kib: Math.ceil(found.fileBytes / KIB) }),
          },
          { label: t('portal.identity.system-import.systems'), value: total },
          { label: t('portal.identity.system-import.columns'), value: columns.join('\n'), wide: true },
          ...(notes === '' ? [] : [{ label: t('portal.identity.system-import.notes'), value: notes, wide: true }]),
        ]}
      />
    </Card>
  );
}
