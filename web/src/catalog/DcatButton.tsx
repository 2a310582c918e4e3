import { DownloadOutlined } from '@ant-design/icons';
import { dcatSuffixes, exportDcatAs, exportDcatEntry, type DcatSuffix } from '@karez/contract/catalog-dcat';
import { App, Button, Dropdown } from 'antd';
import { download } from '../client/call.ts';
import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';
import type { SearchAddress } from './use-search-address.ts';

/** 导出 DCAT: one entry, or the first page of what a search finds, in one of three forms. */
export function DcatButton({ of }: { of: { entryId: string } | { query: SearchAddress['query'] } }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const fetchAs = (suffix: DcatSuffix) => {
    const fetched =
      'entryId' in of
        ? download(exportDcatEntry, { params: { document: `${of.entryId}.${suffix}` } })
        : download(exportDcatAs, { params: { suffix }, query: of.query });
    void fetched.catch((error: Error) => {
      void modal.error({ title: t('portal.catalog.dcat'), content: <Trouble error={error} />, okText: t('portal.close') });
    });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: dcatSuffixes.map((suffix) => ({ key: suffix, label: t(`portal.catalog.dcat.${suffix}`), onClick: () => fetchAs(suffix) })),
      }}
    >
      <Button icon={<DownloadOutlined />} title={t('portal.catalog.dcat-says')}>
        {t('portal.catalog.dcat')}
      </Button>
    </Dropdown>
  );
}
