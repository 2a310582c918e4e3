import type { Transaction } from '#platform/database';
import { asText } from '../entry/changes.ts';
import { insertHistory, type HistoryLine } from '../entry/history-store.ts';

/** Adds what an import did to its entries to their histories; values are cut as in every history. */
export async function insertHistoryLines(tx: Transaction, lines: readonly HistoryLine[]): Promise<void> {
  const cut = lines.map((line) => ({
    ...line,
    changes: line.changes.map(({ field, before, after }) => ({ field, before: kept(field, before), after: kept(field, after) })),
  }));
  await insertHistory(tx, cut);
}

function kept(field: string, text: string): string {
  const hasParts = text !== '' && (field === 'items' || field === 'relatedMatters');
  return asText(hasParts ? JSON.parse(text) : text);
}
