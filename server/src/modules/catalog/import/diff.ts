import { canonicalJson } from '@karez/kit/canonical-json';
import type { ImportOutcome } from '@karez/contract/table';
import type { FieldRefusal } from '@karez/kit/refusal';

import type { ImportedContent } from './entry-content.ts';
import type { ImportedEntry } from './imported-entry.ts';

/** An entry that the catalogue already has under an import key, as an import may have left it. */
export type ExistingEntry = {
  readonly key: string;
  readonly entryId: string;
  readonly content: ImportedContent;
  /** A department has claimed it: from then on only the department changes it. */
  readonly isClaimed: boolean;
};

/** One field that would change; values as text for people. */
export type FieldChange = { readonly field: keyof ImportedContent; readonly before: string; readonly after: string };

/** What applying a row would do. */
export type RowOutcome =
  | { readonly kind: 'new' }
  | { readonly kind: 'changed'; readonly entryId: string; readonly changes: readonly FieldChange[] }
  | { readonly kind: 'unchanged'; readonly entryId: string }
  | { readonly kind: 'error'; readonly refusals: readonly FieldRefusal[] };

const fields = [
  'name',
  'abstract',
  'providerSubUnit',
  'formatClass',
  'formatType',
  'formatOther',
  'openToPublic',
  'openConditions',
  'updateCycle',
  'relatedMatters',
  'items',
  'records',
  'publishedOn',
  'updatedOn',
  'denial',
] as const satisfies readonly (keyof ImportedContent)[];

/** What the catalogue has for a row: the entry of its key, and whether another entry of the department has its name. */
export type Found = { readonly existing: ExistingEntry | undefined; readonly isNameTaken: boolean };

/** Compares a row with what the catalogue has. Pure: the same row and entry give the same outcome. */
export function compareRow(entry: ImportedEntry, { existing, isNameTaken }: Found): RowOutcome {
  if (entry.refusals.length > 0) return { kind: 'error', refusals: entry.refusals };
  if (isNameTaken) return { kind: 'error', refusals: [nameTakenRefusal(entry)] };
  if (!existing) return { kind: 'new' };
  const changes = changesBetween(existing.content, mergeContent(existing.content, entry.content));
  if (changes.length === 0) return { kind: 'unchanged', entryId: existing.entryId };
  if (existing.isClaimed) return { kind: 'error', refusals: [claimedRefusal(entry)] };
  return { kind: 'changed', entryId: existing.entryId, changes };
}

type Foretold = {
  readonly outcome: ImportOutcome;
  readonly changes: readonly unknown[];
  readonly opensVersion?: string | null | undefined;
};
type Due = { readonly kind: ImportOutcome; readonly changes?: readonly unknown[]; readonly opensVersion?: string | null };

/**
 * Whether applying a row would do something else than what its dry run named: people agreed to that, and to nothing else. A row that has nothing more to
 * do, or cannot be done any more, surprises nobody.
 */
export function departsFromDryRun({ outcome, changes, opensVersion }: Foretold, due: Due): boolean {
  if (due.kind === 'error' || due.kind === 'unchanged') return false;
  if (due.kind !== outcome || (due.opensVersion ?? null) !== (opensVersion ?? null)) return true;
  return due.kind === 'changed' && canonicalJson(due.changes ?? []) !== canonicalJson(changes);
}

/** The catalogue moved on between the dry run and the application. */
export function changedSinceRefusal({ row }: { row: number }): FieldRefusal {
  return { path: `${row}/`, code: 'catalog.import.changed-since-check', params: { row, column: '', header: '' } };
}

function claimedRefusal({ row }: ImportedEntry): FieldRefusal {
  return { path: `${row}/`, code: 'catalog.import.entry-claimed', params: { row, column: '', header: '' } };
}

/** The department has another entry of this name: names are unique per provider. */
export function nameTakenRefusal({ row }: ImportedEntry): FieldRefusal {
  return { path: `${row}/`, code: 'catalog.import.name-taken', params: { row, column: '', header: '' } };
}

/**
 * What an import brings to an entry: a field that the file leaves empty, lacks or spells in an unknown way keeps its value,
 * so that a poorer file never blanks a richer catalogue.
 */
export function mergeContent(before: ImportedContent, after: ImportedContent): ImportedContent {
  const opens = after.openToPublic === null ? before : after;
  const formats = [after.formatClass, after.formatType, after.formatOther].every((value) => value === null) ? before : after;
  const stated = Object.fromEntries(Object.entries(after).filter(([, value]) => !isEmpty(value)));
  return {
    ...before,
    ...stated,
    openToPublic: opens.openToPublic,
    openConditions: opens.openConditions,
    formatClass: formats.formatClass,
    formatType: formats.formatType,
    formatOther: formats.formatOther,
  };
}

function isEmpty(value: ImportedContent[keyof ImportedContent]): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Fields in which two contents differ. */
export function changesBetween(before: ImportedContent, after: ImportedContent): readonly FieldChange[] {
  return fields
    .map((field) => ({ field, before: asText(before[field]), after: asText(after[field]) }))
    .filter((change) => change.before !== change.after);
}

function asText(value: ImportedContent[keyof ImportedContent]): string {
  if (value === null || value === undefined) return '';
  // The database gives the names of an item in an order of its own.
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
