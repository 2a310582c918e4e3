import type { listImportRows as contract } from '@karez/contract/catalog-import';
import type { QueryOf } from '@karez/contract/route';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';

import { findImport, importsOf } from './import-job-store.ts';
import type { ImportJob } from './import-job.ts';
import { sees } from './import-policy.ts';
import { rowsOfOutcome, unknownValues } from './import-row-store.ts';
import { importView, rowView } from './import-view.ts';

/** Spellings that are listed; the commonest come first. */
const unknownValuesMax = 1_000;

/** The import as its department may see it; for everyone else it does not exist. */
export async function visibleImport(reader: Reader, { actor, importId }: { actor: Actor; importId: string }): Promise<ImportJob | Refusal> {
  const job = await findImport(reader, importId);
  return job && sees(actor, job) ? job : refuse('catalog.import.not-found');
}

type Page = { readonly cursor: string | undefined; readonly limit: number };

/** The department's imports, latest first; the cursor is the last id that was shown. */
export async function listImports(needs: Parameters<typeof importView>[0], { actor, cursor, limit }: Page & { actor: Actor }) {
  const before = cursor !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(cursor) ? cursor : null;
  const { items, total } = await importsOf(needs.reader, { organisationId: actor.orgId ?? '', before, limit: limit + 1 });
  const shown = items.slice(0, limit);
  return {
    items: await Promise.all(shown.map((job) => importView(needs, job))),
    next: items.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total,
  };
}

type RowsAsked = QueryOf<typeof contract> & { readonly actor: Actor; readonly importId: string };

/** The rows of an import in the order of the file; the cursor is the last row number that was shown. */
export async function listImportRows(reader: Reader, query: RowsAsked) {
  const job = await visibleImport(reader, query);
  if (isRefusal(job)) return job;
  const after = /^\d{1,7}$/u.test(query.cursor ?? '') ? Number(query.cursor) : 0;
  const { items, total } = await rowsOfOutcome(reader, {
    importId: job.id,
    outcome: query.outcome ?? null,
    undone: query.undone ?? null,
    after,
    limit: query.limit + 1,
  });
  const shown = items.slice(0, query.limit);
  return { items: shown.map(rowView), next: items.length > query.limit ? String(shown.at(-1)?.row ?? 0) : null, total };
}

/** Spellings of an import that state no value of their code list, and how often. */
export async function listUnknownValues(reader: Reader, query: { actor: Actor; importId: string }) {
  const job = await visibleImport(reader, query);
  return isRefusal(job) ? job : { items: await unknownValues(reader, job.id, unknownValuesMax) };
}
