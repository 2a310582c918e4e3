import type { TablePaginationConfig } from 'antd';
import { cloneElement, isValidElement } from 'react';
import type { Spoken } from './language.tsx';

const turns: Readonly<Record<string, string>> = { prev: 'portal.page.previous', next: 'portal.page.next' };

/** Rows of a table in pages of some size, none where they fit on one; the two arrows have names for whoever does not see them. */
export function pages(t: Spoken['t'], size: number): TablePaginationConfig {
  return {
    pageSize: size,
    hideOnSinglePage: true,
    showSizeChanger: false,
    itemRender: (_page, type, arrow) => {
      const word = turns[type];
      return word !== undefined && isValidElement<{ 'aria-label'?: string }>(arrow)
        ? cloneElement(arrow, { 'aria-label': t(word) })
        : arrow;
    },
  };
}
