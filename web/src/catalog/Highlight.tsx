import type { Match } from '@karez/contract/catalog/answers';
import { Fragment, type ReactNode } from 'react';

/** A text with the found places marked; ranges are pairs [from, to) in UTF-16 units, in order. */
export function Highlight({ text, ranges }: Pick<Match, 'text' | 'ranges'>) {
  const parts: ReactNode[] = [];
  let done = 0;
  for (const [from, to] of ranges) {
    if (from < done || to > text.length) continue;
    parts.push(
      <Fragment key={from}>
        {text.slice(done, from)}
        <mark>{text.slice(from, to)}</mark>
      </Fragment>,
    );
    done = to;
  }
  return (
    <>
      {parts}
      {text.slice(done)}
    </>
  );
}
