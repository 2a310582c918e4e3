import type { ColumnType } from 'antd/es/table';
import type { ReactNode } from 'react';
import './stacked.css';

/** A column of a table that is stacked; its title is words. */
export type StackedColumn<Row> = Omit<ColumnType<Row>, 'title' | 'render'> & {
  readonly title: string;
  readonly render?: (value: unknown, row: Row, place: number) => ReactNode;
};

/**
 * Columns of a table of the class `stacked`: on a telephone its cells stand one below the other, each but the first beside the title of its column, or below
 * it with `stacked-long`, so that nothing is out of sight. Elsewhere it is a table like any other.
 */
export function stacked<Row>(columns: readonly StackedColumn<Row>[]): ColumnType<Row>[] {
  return columns.map(({ render, title, ...column }, at) => ({
    ...column,
    title,
    render: (value: ReactNode, row: Row, place: number) => {
      const cell = render ? render(value, row, place) : value;
      if (at === 0 || cell === null || cell === undefined || cell === '') return cell;
      return (
        <>
          <div className="stacked-label">{title}</div>
          <div className="stacked-cell">{cell}</div>
        </>
      );
    },
  }));
}
