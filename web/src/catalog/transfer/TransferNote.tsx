import type { Entry } from '@karez/contract/catalog/answers';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';

/** That an entry is on its way to another department, and by which instrument. */
export function TransferNote({ entry: { transfer } }: { entry: Entry }) {
  const { t } = useWords();
  if (transfer === null) return null;
  const { id, documentNumber: document, receiver, visible } = transfer;
  return (
    <Alert
      type="info"
      showIcon
      title={
        receiver === null
          ? t('portal.catalog.transfer.note-orphaned', { document })
          : t('portal.catalog.transfer.note-pending', { document, receiver })
      }
      action={visible ? <Link to={paths.transfer(id)}>{t('portal.catalog.transfer.to')}</Link> : null}
    />
  );
}
