import type { Break } from '@karez/contract/catalog/acknowledgement';
import { useWords } from '../../client/language.tsx';
import { breakLines } from './break-text.ts';

/** Item by item what users lose or read otherwise. */
export function BreakList({ breaks }: { breaks: readonly Break[] }) {
  const words = useWords();
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {breakLines(breaks, words).map(({ key, item, text }) => (
        <li key={key}>
          <bdi>{item}</bdi>
          {words.t('portal.acknowledgement.is')}
          <strong>{text}</strong>
        </li>
      ))}
    </ul>
  );
}
