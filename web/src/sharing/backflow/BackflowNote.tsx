import type { Application } from '@karez/contract/sharing/schemas';
import { Alert } from 'antd';
import { useWords } from '../../client/language.tsx';
import { rowsText } from './rows-text.ts';

/** Says of a subscription which rows it is about, and what nobody may do with it (809-24); nothing for an application for all rows. */
export function BackflowNote({ application, side }: { application: Application; side: 'requester' | 'provider' }) {
  const { t } = useWords();
  const { rowFilter } = application.content;
  if (!rowFilter) return null;
  return <Alert type="info" showIcon title={rowsText(rowFilter, t)} description={t(`portal.backflow.told.${side}`)} />;
}
