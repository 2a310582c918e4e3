import type { RefusalStatuses } from '@karez/contract/route';
import { identityRefusals } from '@karez/contract/identity';
import { systemImportRefusals } from '@karez/contract/identity/system-import';
import { platformRefusals } from '@karez/contract/route';
import { tableRefusals } from '@karez/contract/table';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { FastifyInstance } from 'fastify';
import type { Database } from '#platform/database';
import { readConfig } from '#platform/config';
import { httpApp } from '#platform/http/app';
import { mount } from '#platform/http/mount';
import { keysFrom } from '#platform/keys';
import type { Needs } from '#platform/needs';
import { foundCity, type CityPlan, type Founded } from './found-city.ts';
import { identityDoor, identityRoutes, mountOAuth } from './routes.ts';
import { inventUscc } from './uscc.ts';

const statuses: RefusalStatuses = { ...platformRefusals, ...tableRefusals, ...identityRefusals, ...systemImportRefusals };
export const password = 'Karez-Water-2026';
const nothing = () => undefined;
const noLog: Needs['log'] = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => noLog };

/** Everything that a process lends, over a test's database and a clock that stands still. */
export function testNeeds(database: Database, { demo = true } = {}): Needs & { clock: ReturnType<typeof settableClock> } {
  const stored = new Map<string, Buffer>();
  return {
    database,
    clock: settableClock('2026-11-23T02:00:00Z'),
    newId,
    chance: () => 0.999,
    config: readConfig({ DATABASE_URL: 'postgres://unused', KAREZ_DEMO: demo ? '1' : '0' }),
    keys: keysFrom(Buffer.alloc(32, 7)),
    log: noLog,
    files: {
      put: async (bytes) => {
        const reference = String(stored.size).padStart(64, '0');
        stored.set(reference, Buffer.from(bytes));
        return reference;
      },
      get: async (reference) => stored.get(reference),
      remove: async (reference) => void stored.delete(reference),
    },
  };
}

const base = { type: 'government', formerNames: [], divisions: ['办公室'], documents: [], systems: [] } as const;
const uscc = (serial: number, regionCode = '650400') => inventUscc({ kind: '11', regionCode, serial: String(serial).padStart(8, '0') });

/** A city of three departments and a county office: two members of the authority, one of them a party where a test wants it. */
export const testPlan: CityPlan = {
  password,
  administrators: {
    organisation: 'office',
    SYS_ADMIN: { account: 'sys', title: '系统管理员' },
    SEC_ADMIN: { account: 'sec', title: '安全管理员' },
    AUDIT_ADMIN: { account: 'audit', title: '审计管理员' },
  },
  organisations: [
    {
      ...base,
      key: 'office',
      uscc: uscc(1),
      name: '市政府办公室',
      shortName: '政府办',
      regionCode: '650400',
      sharingOffice: '共享办',
      people: [
        { account: 'office.gly', title: '政府办·单位管理员', roles: ['ORG_ADMIN', 'OFFICE_HEAD'] },
        { account: 'office.zg', title: '政府办·主管管理员', roles: ['AUTHORITY_ADMIN', 'AUTHORITY_LEADER'] },
      ],
    },
    {
      ...base,
      key: 'water',
      uscc: uscc(2),
      name: '市水利局',
      shortName: '水利局',
      formerNames: ['市水务局'],
      regionCode: '650400',
      sharingOffice: '水利局信息中心',
      people: [
        { account: 'water.gly', title: '水利局·单位管理员', roles: ['ORG_ADMIN', 'CATALOG_REVIEWER'] },
        { account: 'water.djy', title: '水利局·登记员', roles: ['CATALOG_REGISTRAR', 'APPLICANT'] },
        { account: 'water.fzr', title: '水利局·负责人', roles: ['DEPT_LEADER', 'OFFICE_HEAD'] },
      ],
      systems: [
        {
          key: 'wells',
          name: '取水许可系统',
          division: '办公室',
          builder: '市水利局',
          operator: '市水利局',
          networkZone: 'e-government-extranet',
          protectionLevel: 3,
          joinedOn: '2026-01-05',
          purpose: '机井取水许可办理',
        },
      ],
    },
    {
      ...base,
      key: 'county',
      uscc: uscc(3, '650421'),
      name: '鄯善县政府办公室',
      shortName: '鄯善政府办',
      regionCode: '650421',
      sharingOffice: null,
      people: [{ account: 'county.gly', title: '鄯善政府办·单位管理员', roles: ['ORG_ADMIN'] }],
    },
  ],
  authorities: [
    {
      regionCode: '650400',
      members: [
        {
          organisation: 'office',
          lead: true,
          powers: ['catalog.publish', 'catalog.verify-denial', 'sharing.extend', 'identity.documents-oversee'],
        },
      ],
    },
    { regionCode: '650421', members: [{ organisation: 'county', lead: true, powers: ['catalog.publish'] }] },
  ],
};

export type World = { readonly needs: ReturnType<typeof testNeeds>; readonly founded: Founded; readonly app: FastifyInstance };

/** The test city with its HTTP door. */
export async function testWorld(database: Database): Promise<World> {
  const needs = testNeeds(database);
  const founded = await foundCity(needs, testPlan);
  return { needs, founded, app: await testApp(needs) };
}

export async function testApp(needs: Needs): Promise<FastifyInstance> {
  const app = await httpApp({ trustedProxies: [] });
  const door = { ...identityDoor(needs), recordFailure: async () => null };
  mount(app, { needs, door, statuses }, identityRoutes(needs));
  await mountOAuth(app, needs, door);
  return app;
}

/** The value, or a thrown refusal: for the steps of a test that are not what it is about. */
export function expectDone<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return outcome;
}
