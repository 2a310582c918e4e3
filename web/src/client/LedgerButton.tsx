import type { Route } from '@karez/contract/route';
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import type { Input } from './call.ts';
import { useWords } from './language.tsx';
import { useDownload } from './use-download.ts';

/** Exports a list as it is narrowed now (台账); what went wrong is said where one looks. */
export function LedgerButton<R extends Route>({ route, input }: { route: R; input: Input<R> }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const file = useDownload(route);
  const failed = file.error?.message;
  useEffect(() => {
    if (failed !== undefined) void message.error(failed);
  }, [failed, message]);
  return (
    <Button icon={<DownloadOutlined />} loading={file.loading} onClick={() => file.fetch(input)}>
      {t('portal.desk.export')}
    </Button>
  );
}
