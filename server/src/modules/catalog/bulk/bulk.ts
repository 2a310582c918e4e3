import type { BulkResult } from '@karez/contract/catalog/bulk';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import { createHash } from 'node:crypto';

/** One entry of a press, at the revision number that its row showed. */
export type BulkRef = { readonly entryId: string; readonly revision: number };

/** The same with the department that is asked to claim it. */
export type AssignRef = BulkRef & { readonly organisationId: string };

/** What became of a press: one row for each entry, in the order of the asking. */
export type BulkAnswer = { readonly batchId: string; readonly done: number; readonly refused: number; readonly results: BulkResult[] };

/** What one signature covers: exactly these entries at exactly these revision numbers, under exactly these terms; whatever their order. */
export function digestOf(refs: readonly BulkRef[], terms: Readonly<Record<string, string | null>>): string {
  const lines = refs.map(({ entryId, revision }) => `${entryId} ${revision}`).toSorted();
  const said = Object.entries(terms)
    .map(([name, value]) => JSON.stringify([name, value]))
    .toSorted();
  return createHash('sha256')
    .update([...lines, ...said].join('\n'))
    .digest('hex');
}

/** The row of one entry. */
export function resultOf({ entryId }: BulkRef, name: string, answer: unknown): BulkResult {
  if (!isRefusal(answer)) return { entryId, name, outcome: 'done', code: null, params: {} };
  const { code, params }: Refusal = answer;
  return {
    entryId,
    name,
    outcome: 'refused',
    code,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, plain(value)])),
  };
}

function plain(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Counts the rows. */
export function answerOf(batchId: string, results: BulkResult[]): BulkAnswer {
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  return { batchId, done, refused: results.length - done, results };
}
