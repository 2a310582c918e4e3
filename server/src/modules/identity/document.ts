import { documentKinds } from '@karez/contract/identity/schemas';

/** What a department has to file (91-3.2, 91-5.1, 809-8). */
export type DocumentKind = (typeof documentKinds)[number];

/** Kinds that are not among the filed ones. */
export function missingKinds(filed: readonly string[]): DocumentKind[] {
  return documentKinds.filter((kind) => !filed.includes(kind));
}
