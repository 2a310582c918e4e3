import { Descriptions } from 'antd';
import type { ReactNode } from 'react';

export type Fact = { readonly label: string; readonly value: ReactNode; readonly wide?: boolean };

/** A text keeps its own direction, whatever the page is read from. */
function shown(value: ReactNode): ReactNode {
  if (value === null || value === undefined || value === '') return '—';
  return typeof value === 'string' ? <bdi>{value}</bdi> : value;
}

/** Labelled facts in columns; an empty value shows a dash, never a gap. */
export function Facts({ facts, columns = 2 }: { facts: readonly Fact[]; columns?: number }) {
  return (
    <Descriptions
      className="facts"
      size="small"
      bordered
      column={{ xs: 1, md: columns }}
      styles={{ label: { inlineSize: 132, whiteSpace: 'normal' }, content: { minInlineSize: 150 } }}
      items={facts.map((fact, at) => ({
        // Two facts may bear one name: what the authority asks is its own words.
        key: `${at} ${fact.label}`,
        label: <bdi>{fact.label}</bdi>,
        span: fact.wide ? 'filled' : 1,
        children: <div className="pre">{shown(fact.value)}</div>,
      }))}
    />
  );
}
