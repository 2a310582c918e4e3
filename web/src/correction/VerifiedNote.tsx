import { listCorrections, listFlags } from '@karez/contract/correction';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../client/language.tsx';
import { useAnswer } from '../client/queries.ts';
import { usePower } from '../client/session.tsx';
import { paths } from '../paths.ts';

/** 校核中: which items of an entry are being verified, for everybody who may read it (809-26). Nothing where none is. */
export function VerifiedNote({ entryId }: { entryId: string }) {
  const { t } = useWords();
  const flags = useAnswer(listFlags, { params: { entryId } });
  const reads = usePower('sharing.read');
  // Which reports there are is for those who may see them: a link that opens an empty list is none.
  const own = useAnswer(listCorrections, { query: { entry: entryId, limit: 1 } }, { enabled: reads });
  const mayFollow = reads && (own.data?.answer.total ?? 0) > 0;
  const answer = flags.data?.answer;
  if (!answer || answer.items.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('portal.correction.flagged', { count: answer.items.length })}
      description={
        <>
          {answer.items.map(({ no, name, open }) => (
            <div key={no}>
              <bdi>{name}</bdi> <span className="small soft">{t('portal.correction.open-reports', { count: open })}</span>
            </div>
          ))}
          {mayFollow ? <Link to={paths.corrections({ entry: entryId })}>{t('portal.correction.see-reports')}</Link> : null}
        </>
      }
    />
  );
}
