import type { Nonconformity } from '../src/modules/catalog/conformance/nonconformity.ts';
import { insertNonconformities, saveNonconformity } from '../src/modules/catalog/conformance/nonconformity-store.ts';
import { insertRun } from '../src/modules/catalog/conformance/run-store.ts';
import type { City } from './city.ts';
import { departments, type Sending } from './route-role-seats.ts';

const post = (url: string, body?: unknown): Sending => ({ method: 'POST', url, ...(body === undefined ? {} : { body }) });

/** Nonconformities about an entry of the provider: one to explain, one that was explained. */
export async function makeNonconformities({ needs, founded }: City, entryId: string) {
  const organisationId = founded.organisations.get(departments.provider) ?? '';
  const at = needs.clock.now();
  const runId = needs.newId();
  const about = { runId, entryId, revisionNo: 1, organisationId, organisationName: '市市场监督管理局', regionCode: '650400' };
  const left = {
    closedAt: null,
    explained: null,
    decided: null,
    foundAt: at,
    dueOn: '2027-06-30',
    params: {},
    severity: 'error',
    state: 'open',
  } as const;
  const open: Nonconformity = { ...about, ...left, id: needs.newId(), rule: 'abstract-empty', field: 'abstract' };
  const other: Nonconformity = { ...about, ...left, id: needs.newId(), rule: 'update-cycle-missing', field: 'updateCycle' };
  const run = {
    id: runId,
    regionCode: '650400',
    organisationId: null,
    organisationName: null,
    startedBy: 'demand',
    startedAt: at,
  } as const;
  const counts = { entriesTotal: 1, entriesRead: 1, opened: 2, mended: 0, lastEntryId: null };
  await needs.database.transaction(async (tx) => {
    await insertRun(tx, { ...run, ...counts, state: 'running', dueOn: '2027-06-30', finishedAt: null });
    await insertNonconformities(tx, [open, other]);
    await saveNonconformity(tx, {
      ...other,
      state: 'explained',
      explained: { by: 'somebody', orgId: organisationId, at, opinion: '如实' },
    });
  });
  return { open: open.id, explained: other.id, entryId };
}

/** A well-formed request for each route of the conformance review. */
export function nonconformityRequests({
  open,
  explained,
  entryId,
}: Awaited<ReturnType<typeof makeNonconformities>>): Readonly<Record<string, Sending>> {
  const on = '/catalog/conformance';
  return {
    'catalog.decide-nonconformity': post(`${on}/nonconformities/${explained}/decision`, { decision: 'decline', opinion: '已核。' }),
    'catalog.explain-nonconformity': post(`${on}/nonconformities/${open}/explanation`, { reason: '如实。' }),
    'catalog.export-nonconformities': { method: 'GET', url: `${on}/ledger` },
    'catalog.list-conformance-runs': { method: 'GET', url: `${on}/runs` },
    'catalog.list-nonconformities': { method: 'GET', url: `${on}/nonconformities?limit=100` },
    'catalog.recheck-entry': post(`${on}/entries/${entryId}/recheck`),
    'catalog.start-conformance-run': post(`${on}/runs`, { regionCode: '650400', organisationId: null, dueOn: '2027-06-30' }),
  };
}
