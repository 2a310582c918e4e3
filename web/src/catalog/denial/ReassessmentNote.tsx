import { listReassessments } from '@karez/contract/catalog/denial';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { useAnswer } from '../../client/queries.ts';
import { paths } from '../../paths.ts';
import { OldBases } from './ReassessmentsPage.tsx';

/** 待重新评估 on the page of the entry itself: which bases, until when, and what puts it right. Its department and its authority see it. */
export function ReassessmentNote({ entryId }: { entryId: string }) {
  const { t } = useWords();
  const found = useAnswer(listReassessments, { query: { entryId, state: 'open', limit: 1 } });
  const item = found.data?.answer.items[0];
  if (item?.entryId !== entryId) return null;
  return (
    <Alert
      type={item.overdue ? 'error' : 'warning'}
      showIcon
      title={t('portal.reassessment.note', { day: item.dueOn })}
      description={
        <>
          <OldBases bases={item.bases} />
          <div>
            {t('portal.reassessment.mend')} <Link to={paths.reassessments()}>{t('portal.reassessment.all')}</Link>
          </div>
        </>
      }
    />
  );
}
