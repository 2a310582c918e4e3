import type { ReactNode } from 'react';

/** One line of the inbox: what it is, and at its end how it stands. The end goes under the words where they would become a narrow column beside it. */
export function Line({ title, below, children }: { title: ReactNode; below?: ReactNode; children: ReactNode }) {
  return (
    <li
      style={{
        borderBlockEnd: '1px solid #f0ebe0',
        paddingBlock: 10,
        display: 'flex',
        flexWrap: 'wrap',
        gap: '4px 12px',
        alignItems: 'baseline',
        justifyContent: 'space-between',
      }}
    >
      <div style={{ flex: '1 1 200px', minInlineSize: 0, overflowWrap: 'anywhere' }}>
        {title}
        {below === undefined ? null : <div className="small soft">{below}</div>}
      </div>
      <span className="row small soft" style={{ maxInlineSize: '100%' }}>
        {children}
      </span>
    </li>
  );
}
