import type { EntryContent } from '@karez/contract/catalog/content';
import { isDenied } from '../denial/shown-items.ts';
import type { Revision } from '../revision/revision.ts';

/** One Chinese text of an entry in force that wants a translation. */
export type SourceText = {
  readonly field: string;
  readonly zh: string;
  /** Search finds nothing by it, in no language, as it finds nothing by the Chinese. */
  readonly kept?: true;
};

const present = (texts: readonly SourceText[]): SourceText[] => texts.filter(({ zh }) => zh.trim() !== '');

function textsOf(content: EntryContent): SourceText[] {
  return [
    { field: 'abstract', zh: content.abstract },
    ...content.items.flatMap((item): SourceText[] => {
      const name = { field: `items/${item.no}/name`, zh: item.nameZh };
      if (!isDenied(item, content)) return [name, { field: `items/${item.no}/meaning`, zh: item.meaning }];
      return [
        { ...name, kept: true },
        { field: `items/${item.no}/denial`, zh: item.denial?.reason ?? '', kept: true },
      ];
    }),
    { field: 'useConditions', zh: content.useConditions },
    ...content.conditions.map((condition, at) => ({ field: `conditions/${at + 1}`, zh: condition.text })),
  ];
}

/**
 * The Chinese that is translated, in reading order. Of a denied entry only what everyone may read of it: its name and the reason (91-3.1), so no
 * translation tells what the Chinese keeps back. Of a denied item of a shared entry the same.
 */
export function sourceTexts({ content }: Pick<Revision, 'content'>): readonly SourceText[] {
  const name = { field: 'name', zh: content.name };
  if (content.shareType === 'denied') return present([name, { field: 'denialReason', zh: content.denialReason }]);
  return present([name, ...textsOf(content)]);
}
