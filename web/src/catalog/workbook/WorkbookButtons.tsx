import { DownloadOutlined } from '@ant-design/icons';
import { downloadWorkbookTemplate, exportWorkbook } from '@karez/contract/catalog/workbook';
import { App, Button } from 'antd';
import { download } from '../../client/call.ts';
import { useWords } from '../../client/language.tsx';
import { Trouble } from '../../client/Trouble.tsx';

function useFetching(title: string) {
  const { t } = useWords();
  const { modal } = App.useApp();
  return (fetched: Promise<unknown>) =>
    void fetched.catch((error: Error) => {
      void modal.error({ title, content: <Trouble error={error} />, okText: t('portal.close') });
    });
}

/** The guide's workbook with all of the department's own entries. */
export function WorkbookButton() {
  const { t } = useWords();
  const title = t('portal.workbook.export');
  const fetching = useFetching(title);
  return (
    <Button
      icon={<DownloadOutlined />}
      title={t('portal.workbook.export-says')}
      onClick={() => fetching(download(exportWorkbook, { query: { scope: 'mine' } }))}
    >
      {title}
    </Button>
  );
}

/** The guide's workbook to fill in. */
export function TemplateButton() {
  const { t } = useWords();
  const title = t('portal.workbook.template');
  const fetching = useFetching(title);
  return (
    <Button
      icon={<DownloadOutlined />}
      title={t('portal.workbook.template-says')}
      onClick={() => fetching(download(downloadWorkbookTemplate, {}))}
    >
      {title}
    </Button>
  );
}
