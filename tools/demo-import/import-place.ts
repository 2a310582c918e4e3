import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { listEntries } from '@karez/contract/catalog';
import {
  applyImport,
  getImport,
  listImportRows,
  listUnknownValues,
  startImport,
  type Import,
  type ImportState,
} from '@karez/contract/catalog-import';

import type { PortalSession } from './portal-session.ts';
import type { PlaceWorkbook } from './workbooks.ts';

/** How one place's import went. */
export type PlaceReport = {
  readonly place: PlaceWorkbook;
  readonly result: Import;
  readonly checkSeconds: number;
  readonly applySeconds: number;
  /** Refused rows by the code of their first reason, with the sentence's parameters of one of them. */
  readonly reasons: ReadonlyMap<string, number>;
  readonly unknown: readonly { readonly field: string; readonly raw: string; readonly count: number }[];
  /** Entries of the place that search finds afterwards. */
  readonly findable: number;
};

const pollMs = 250;
const waitMsMax = 15 * 60_000;

/** Imports one workbook through the portal: upload, dry run, application; answers the report. */
export async function importPlace(portal: PortalSession, place: PlaceWorkbook): Promise<PlaceReport> {
  const files = [{ name: path.basename(place.file), content: await openAsBlob(place.file) }];
  const began = performance.now();
  const started = await portal.call(startImport, {
    body: { secrecyDeclaration: 'not-secret', target: 'sample-place', placeCode: place.code, placeName: place.name },
    files,
  });
  const params = { importId: started.id };
  await settled(portal, params, 'checking');
  const checked = performance.now();
  await portal.call(applyImport, { params });
  const result = await settled(portal, params, 'applying');
  const applied = performance.now();

  const { items: unknown } = await portal.call(listUnknownValues, { params });
  const found = await portal.call(listEntries, { query: { region: place.code, limit: 1 } });
  return {
    place,
    result,
    checkSeconds: (checked - began) / 1000,
    applySeconds: (applied - checked) / 1000,
    reasons: await reasonsOf(portal, params),
    unknown,
    findable: found.total,
  };
}

async function settled(portal: PortalSession, params: { importId: string }, working: ImportState): Promise<Import> {
  for (let waitedMs = 0; waitedMs < waitMsMax; waitedMs += pollMs) {
    const present = await portal.call(getImport, { params });
    if (present.state === 'failed') throw new Error(`the dry run stopped: ${present.refusal?.code ?? 'unknown'}`);
    if (present.state !== working) return present;
    await pause(pollMs);
  }
  throw new Error(`the import is still ${working} after ${waitMsMax / 60_000} minutes: is the worker running?`);
}

async function reasonsOf(portal: PortalSession, params: { importId: string }): Promise<Map<string, number>> {
  const reasons = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await portal.call(listImportRows, {
      params,
      query: { outcome: 'error', limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    });
    for (const { refusals } of page.items) {
      const code = refusals[0]?.code ?? 'unknown';
      reasons.set(code, (reasons.get(code) ?? 0) + 1);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return reasons;
}
