import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EntryContent } from '@karez/contract/catalog/content';
import type { Import, ImportRow } from '@karez/contract/catalog-import';
import { catalogImportRefusals } from '@karez/contract/catalog-import';
import { workbookRefusals } from '@karez/contract/catalog/workbook';
import { platformRefusals } from '@karez/contract/route';
import { tableRefusals } from '@karez/contract/table';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { refuse } from '@karez/kit/refusal';
import { holds, type Caller } from '#platform/caller';
import { readConfig } from '#platform/config';
import type { Database } from '#platform/database';
import { folderFiles } from '#platform/files';
import { httpApp } from '#platform/http/app';
import { mount, type Door } from '#platform/http/mount';
import { keysFrom } from '#platform/keys';
import type { ImportTarget } from '../import/import-job.ts';
import { importJobs } from '../import/import-jobs.ts';
import { importRoutes } from '../import/import-routes.ts';
import { liveIndex } from '../search/live-index.ts';
import { guideWorkbook, type WorkbookEntry } from './workbook-file.ts';
import { workbookContentOf } from './workbook-content.ts';
import { workbookRoutes } from './workbook-routes.ts';

/** Contents as the bytes of a workbook; `codes` are those of published entries. */
export async function workbookOf(contents: readonly EntryContent[], codes: readonly string[] = []): Promise<Buffer> {
  const entries = contents.map((content, at): WorkbookEntry => ({
    code: codes[at] ?? '',
    publishedOn: '',
    content: workbookContentOf(content),
  }));
  const { content } = await guideWorkbook(entries, []);
  if (!(content instanceof Uint8Array)) throw new Error('the workbook is written at once');
  return Buffer.from(content);
}

/** Two departments (which the test has to insert) that file their catalogues as workbooks, over HTTP with their background work done on call. */
export async function departmentsIn(database: Database) {
  const folder = await mkdtemp(path.join(tmpdir(), 'karez-workbook-'));
  const needs = {
    database,
    clock: settableClock('2026-11-22T02:00:00Z'),
    newId,
    chance: () => 0.999,
    config: readConfig({ DATABASE_URL: 'postgres://unused' }),
    keys: keysFrom(Buffer.alloc(32, 7)),
    log: silentLog,
    files: folderFiles(folder),
  };
  const orgs = { water: newId(), trade: newId() };
  const powers = (orgId: string): Caller['powers'] =>
    ['catalog.import', 'catalog.register', 'catalog.read'].map((power) => ({ power, orgId, regionCode: null }));
  const callerOf = (orgId: string): Caller => ({ kind: 'person', id: newId(), orgId, regionCode: '650400', powers: powers(orgId) });
  const callers = new Map<string, Caller>([
    ['water', callerOf(orgs.water)],
    ['trade', callerOf(orgs.trade)],
  ]);
  const door: Door<Caller> = {
    authenticate: async ({ headers }) => callers.get(String(headers['x-caller'])) ?? refuse('request.signed-out'),
    permit: (actor, route) => (route.power === null || holds(actor, route.power) ? null : refuse('request.not-permitted')),
    recordFailure: async () => null,
  };
  const app = await httpApp({ trustedProxies: [] });
  const statuses = { ...platformRefusals, ...catalogImportRefusals, ...tableRefusals, ...workbookRefusals };
  mount(app, { needs, door, statuses }, [...importRoutes(needs), ...workbookRoutes({ ...needs, index: liveIndex(database.reader) })]);

  const fetch = (who: string, method: 'GET' | 'POST', url: string, headers: Readonly<Record<string, string>> = {}) =>
    app.inject({ method, url: `/api/v1${url}`, headers: { 'x-caller': who, ...headers } });
  const upload = async (bytes: Buffer, who = 'water', target: ImportTarget = 'own-drafts') => {
    const boundary = 'karez-test-boundary';
    const text = (name: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = `${text('secrecyDeclaration', 'not-secret')}${text('target', target)}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const headers = { 'x-caller': who, 'content-type': `multipart/form-data; boundary=${boundary}` };
    return app.inject({ method: 'POST', url: '/api/v1/catalog/imports', headers, payload });
  };
  const work = async (id: 'check' | 'apply' | 'undo', importId: string) =>
    importJobs(needs)
      .find((job) => job.id === `catalog.${id}-import`)
      ?.run({ importId });
  const view = async (importId: string, who = 'water') => (await fetch(who, 'GET', `/catalog/imports/${importId}`)).json<Import>();
  const rows = async (importId: string, who = 'water') =>
    (await fetch(who, 'GET', `/catalog/imports/${importId}/rows?limit=100`)).json<{ items: ImportRow[] }>().items;
  /** The dry run of a workbook. */
  const checked = async (bytes: Buffer, who = 'water', target: ImportTarget = 'own-drafts'): Promise<Import> => {
    const { id } = (await upload(bytes, who, target)).json<Import>();
    await work('check', id);
    return view(id, who);
  };
  const applied = async (importId: string, who = 'water'): Promise<Import> => {
    await fetch(who, 'POST', `/catalog/imports/${importId}/application`);
    await work('apply', importId);
    return view(importId, who);
  };
  /** The refused rows of an import, as they are handed back. */
  const refused = async (importId: string, who = 'water'): Promise<Buffer> =>
    (await fetch(who, 'GET', `/catalog/imports/${importId}/refused-rows`)).rawPayload;
  return { needs, folder, orgs, fetch, upload, refused, work, view, rows, checked, applied };
}
