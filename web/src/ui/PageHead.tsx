import type { ReactNode } from 'react';

/** Title, one line of purpose, and the page's actions. */
export function PageHead({
  title,
  purpose,
  actions,
  crumbs,
}: {
  title: ReactNode;
  purpose?: ReactNode;
  actions?: ReactNode;
  crumbs?: ReactNode;
}) {
  return (
    <header className="page-head">
      <div style={{ minInlineSize: 0, flex: '1 1 420px' }}>
        {crumbs}
        <h1>{title}</h1>
        {purpose ? <p>{purpose}</p> : null}
      </div>
      {actions ? <div className="actions no-print">{actions}</div> : null}
    </header>
  );
}
