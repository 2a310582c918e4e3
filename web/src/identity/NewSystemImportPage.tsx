import { DownloadOutlined } from '@ant-design/icons';
import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import { downloadSystemTemplate, dryRunDaysMax, importedSystemsMax, startSystemImport } from '@karez/contract/identity/system-import';
import { Breadcrumb, Button, Card } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { SecrecyDeclarationCard } from '../catalog/SecrecyDeclaration.tsx';
import { useWords } from '../client/language.tsx';
import { useDeed } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { TableChooser } from '../client/TableChooser.tsx';
import { Trouble } from '../client/Trouble.tsx';
import { useDownload } from '../client/use-download.ts';
import { paths } from '../paths.ts';
import { Blank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';

/** 导入业务系统: an empty template, and the upload that starts the dry run. */
export function NewSystemImportPage() {
  const { t } = useWords();
  const registers = usePower('identity.systems');
  if (!registers) return <Blank says={t('refusal.request.not-permitted')} />;
  return (
    <>
      <PageHead
        crumbs={
          <Breadcrumb
            items={[{ title: <Link to={paths.systems()}>{t('portal.menu.systems')}</Link> }, { title: t('portal.identity.system-import') }]}
          />
        }
        title={t('portal.identity.system-import')}
        purpose={t('portal.identity.system-import.purpose')}
      />
      <div className="columns">
        <Card title={t('portal.identity.system-import.upload')}>
          <UploadSystems />
        </Card>
        <TemplateCard />
      </div>
    </>
  );
}

function TemplateCard() {
  const { t } = useWords();
  const template = useDownload(downloadSystemTemplate);
  return (
    <Card title={t('portal.identity.system-import.template')}>
      <div className="stack" style={{ gap: 12 }}>
        <div>{t('portal.identity.system-import.template-says')}</div>
        <div>
          <Button icon={<DownloadOutlined />} loading={template.loading} onClick={() => template.fetch({})}>
            {t('portal.identity.system-import.download-template')}
          </Button>
        </div>
        {template.error ? <Trouble error={template.error} /> : null}
        <ul className="small soft" style={{ margin: 0, paddingInlineStart: 18 }}>
          <li>{t('portal.identity.system-import.rule-name')}</li>
          <li>{t('portal.identity.system-import.rule-empty')}</li>
          <li>{t('portal.identity.system-import.rule-rows', { limit: importedSystemsMax })}</li>
          <li>{t('portal.identity.system-import.rule-kept', { days: dryRunDaysMax })}</li>
        </ul>
      </div>
    </Card>
  );
}

/** The declaration is given anew for each chosen file. */
function UploadSystems() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [declared, setDeclared] = useState<SecrecyDeclaration | null>(null);
  const deed = useDeed(startSystemImport, []);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setDeclared(null);
    deed.reset();
  };
  const send = () => {
    if (!file || declared !== 'not-secret') return;
    deed.mutate(
      { body: { secrecyDeclaration: declared }, files: [{ field: 'file', file, name: file.name }] },
      { onSuccess: ({ answer }) => void navigate(paths.systemImport(answer.id)) },
    );
  };
  return (
    <div className="stack">
      <TableChooser file={file} onChoose={choose} />
      <SecrecyDeclarationCard declared={declared} onDeclare={setDeclared} />
      {deed.error ? <Trouble error={deed.error} /> : null}
      <div>
        <Button type="primary" disabled={!file || declared !== 'not-secret'} loading={deed.isPending} onClick={send}>
          {t('portal.identity.system-import.start')}
        </Button>
      </div>
    </div>
  );
}
