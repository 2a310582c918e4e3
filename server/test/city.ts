import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import { foundCity, type CityPlan, type Founded } from '#modules/identity/jobs';
import { seedLaw } from '#modules/law/jobs';
import { readConfig } from '#platform/config';
import { folderFiles } from '#platform/files';
import { keysFrom } from '#platform/keys';
import { demoCity } from '../../tools/seed/city-organisations.ts';
import { cityPeople, type CityPeople } from '../../tools/seed/city-people.ts';
import { portalApp } from '../src/processes/portal-app.ts';
import type { OpenNeeds } from '../src/processes/open-needs.ts';
import type { TestDatabase } from './test-database.ts';

/** The whole demo city over a test's own database, with every route of the portal and a clock that stands still. */
export type City = CityPeople & {
  readonly app: FastifyInstance;
  readonly needs: OpenNeeds & { readonly clock: ReturnType<typeof settableClock> };
  readonly founded: Founded;
};

type Opening = { readonly now?: string; readonly settings?: Readonly<Record<string, string>>; readonly chance?: () => number };

/** Opens the city; `now` is an instant in UTC, `settings` are of the installation; nothing is drawn by lot where `chance` does not say so. */
export async function openCity(
  { database, connectionString }: TestDatabase,
  { now = '2026-11-23T02:00:00Z', settings = {}, chance = () => 0.999 }: Opening = {},
): Promise<City> {
  const clock = settableClock(now);
  const folder = await mkdtemp(path.join(tmpdir(), 'karez-city-'));
  const config = readConfig({
    DATABASE_URL: connectionString,
    KAREZ_DEMO: '1',
    KAREZ_DATA_FOLDER: folder,
    // Nothing seals here: a slow machine must not find the city shut in the middle of a long test.
    KAREZ_EVIDENCE_STALL_SECONDS_MAX: '86400',
    ...settings,
  });
  const needs = {
    database,
    clock,
    newId,
    chance,
    config,
    keys: keysFrom(Buffer.alloc(32, 7)),
    log: silentLog,
    files: folderFiles(path.join(folder, 'files')),
  };
  await database.transaction((tx) => seedLaw(tx, clock.now()));
  const plan: CityPlan = demoCity;
  const founded = await foundCity(needs, plan);
  const app = await portalApp(needs);
  afterAll(() => app.close());
  const people = cityPeople(app, { clock, password: demoCity.password });
  return { app, needs, founded, ...people };
}
