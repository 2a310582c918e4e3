import type { BulkResult } from '@karez/contract/catalog/bulk';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../../client/language.tsx';
import { paths } from '../../paths.ts';
import { StateTag } from '../../ui/StateTag.tsx';

/** What became of each entry of a press: never a silent part. */
export function BulkResults({ results, onClose }: { results: readonly BulkResult[]; onClose: () => void }) {
  const { t } = useWords();
  const refused = results.filter(({ outcome }) => outcome === 'refused').length;
  return (
    <Alert
      type={refused === 0 ? 'success' : 'warning'}
      showIcon
      closable={{ onClose, 'aria-label': t('portal.close') }}
      role="status"
      title={t('portal.bulk.result', { done: results.length - refused, refused })}
      description={
        <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
          {results.map((result) => (
            <li key={result.entryId} className="row" style={{ paddingBlock: 2 }}>
              <StateTag tone={result.outcome === 'done' ? 'ok' : 'danger'}>{t(`portal.bulk.outcome.${result.outcome}`)}</StateTag>
              <Link to={paths.entry(result.entryId)}>
                <bdi>{result.name === '' ? t('portal.catalog.look') : result.name}</bdi>
              </Link>
              {result.code === null ? null : <span>{t(`refusal.${result.code}`, wordsOf(result.params))}</span>}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function wordsOf(params: BulkResult['params']): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [])),
  );
}
