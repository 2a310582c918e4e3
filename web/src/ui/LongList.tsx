import type { ReactNode } from 'react';

/** Lines that stand without a frame of their own. */
const LINES_FREE = 8;

/** A list in a dialog: a long one scrolls in its own place, by keyboard too, so that what is asked below it stays in view. */
export function LongList({ label, lines, children }: { label: string; lines: number; children: ReactNode }) {
  const list = <ul style={{ marginBlockStart: 0, paddingInlineStart: 18 }}>{children}</ul>;
  if (lines <= LINES_FREE) return list;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to be reachable by keyboard
    <div role="region" aria-label={label} tabIndex={0} style={{ maxBlockSize: 176, overflowY: 'auto', marginBlockEnd: 8 }}>
      {list}
    </div>
  );
}
