import type { ReactNode } from 'react';

/** A table that may be wider than its place: it is moved by keyboard too, because the region that scrolls takes the focus (WCAG 2.1.1). */
export function WideTable({ label, minWidth, children }: { label: string; minWidth: number; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to be reachable by keyboard
    // What a control hides beside itself is held by the region, or it would widen the page (position).
    <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: 'auto', position: 'relative' }}>
      <div style={{ minInlineSize: minWidth }}>{children}</div>
    </div>
  );
}
