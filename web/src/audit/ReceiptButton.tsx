import { getReceipt } from '@karez/contract/audit';
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { download } from '../client/call.ts';
import { useWords } from '../client/language.tsx';
import { Trouble } from '../client/Trouble.tsx';

/** Hands out the receipt of one record as a file that verifies offline. */
export function ReceiptButton({ recordId, small = false }: { recordId: string; small?: boolean }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const showRefusal = (error: Error) => {
    void modal.error({ title: t('portal.audit.receipt'), content: <Trouble error={error} />, okText: t('portal.close') });
  };
  const fetchReceipt = () => void download(getReceipt, { params: { recordId } }).catch(showRefusal);
  return (
    <Button
      size={small ? 'small' : 'middle'}
      type={small ? 'text' : 'primary'}
      icon={<DownloadOutlined />}
      onClick={fetchReceipt}
      aria-label={t('portal.audit.receipt')}
    >
      {small ? null : t('portal.audit.receipt')}
    </Button>
  );
}
