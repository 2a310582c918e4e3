import { failureRecorder } from '#modules/audit/routes';
import { catalogRefusals } from '@karez/contract/catalog';
import { acknowledgementRefusals } from '@karez/contract/catalog/acknowledgement';
import { changeFeedRefusals } from '@karez/contract/catalog/change-feed';
import { catalogConformanceRefusals } from '@karez/contract/catalog/conformance';
import { catalogCampaignRefusals } from '@karez/contract/catalog/campaign';
import { subscriptionRefusals } from '@karez/contract/catalog/subscription';
import { workbookRefusals } from '@karez/contract/catalog/workbook';
import { webhookRefusals } from '@karez/contract/catalog/webhook';
import { editionRefusals } from '@karez/contract/catalog/edition';
import { overviewRefusals } from '@karez/contract/catalog/overview';
import { listingRefusals } from '@karez/contract/catalog/listing';
import { catalogDcatRefusals } from '@karez/contract/catalog-dcat';
import { revisionCaseRefusals } from '@karez/contract/catalog/revision-case';
import { catalogImportRefusals } from '@karez/contract/catalog-import';
import { catalogElementRefusals } from '@karez/contract/catalog/element';
import { catalogFindingRefusals } from '@karez/contract/catalog/finding';
import { catalogTranslationRefusals } from '@karez/contract/catalog/translation';
import { opinionRefusals } from '@karez/contract/catalog/opinion';
import { adjustmentRefusals } from '@karez/contract/catalog/adjustment';
import { translationWorkbookRefusals } from '@karez/contract/catalog/translation-workbook';
import { claimRefusals } from '@karez/contract/catalog/claim';
import { statusChangeRefusals } from '@karez/contract/catalog/status';
import { transferRefusals } from '@karez/contract/catalog/transfer';
import { organisationChangeRefusals } from '@karez/contract/identity/organisation-change';
import { csrfHeader, identityRefusals } from '@karez/contract/identity';
import { deskRefusals } from '@karez/contract/desk';
import { lawRefusals } from '@karez/contract/law';
import { platformRefusals, type RefusalStatuses } from '@karez/contract/route';
import { tableRefusals } from '@karez/contract/table';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { deskRoutes } from '#modules/desk/routes';
import { foundCity, type CityPlan, type Founded } from '#modules/identity/jobs';
import { identityDoor, identityRoutes } from '#modules/identity/routes';
import { seedLaw } from '#modules/law/jobs';
import { lawRoutes } from '#modules/law/routes';
import { readConfig } from '#platform/config';
import type { Database } from '#platform/database';
import { httpApp } from '#platform/http/app';
import { mount } from '#platform/http/mount';
import { keysFrom } from '#platform/keys';
import type { Needs } from '#platform/needs';
import type { ImpactNeeds, RunningGrant } from './acknowledgement/impact.ts';
import type { ServicesOf } from './dcat/export-dcat.ts';
import { catalogRoutes } from './routes.ts';
import type { PromisedDemand } from './overview/overview-question.ts';
import { liveIndex, type LiveIndex } from './search/live-index.ts';

const password = 'Karez-Catalog-2026';
const organisation = { type: 'government', formerNames: [], divisions: [], documents: [], systems: [] } as const;
const person = (account: string, ...roles: CityPlan['organisations'][number]['people'][number]['roles']) => ({
  account,
  title: account,
  roles,
});
const powers = ['catalog.publish', 'catalog.verify-denial', 'catalog.suspend', 'catalog.authoritative-source'];

/** A city whose authority is an office, a department with everybody that a publication takes, another department, and a county. */
const plan: CityPlan = {
  password,
  administrators: {
    organisation: 'office',
    SYS_ADMIN: { account: 'sys', title: '系统管理员' },
    SEC_ADMIN: { account: 'sec', title: '安全管理员' },
    AUDIT_ADMIN: { account: 'audit', title: '审计管理员' },
  },
  organisations: [
    {
      ...organisation,
      key: 'office',
      uscc: '11650400000000414H',
      name: '市政府办公室',
      shortName: '政府办',
      regionCode: '650400',
      sharingOffice: null,
      people: [
        person('office.gly', 'ORG_ADMIN', 'CATALOG_REGISTRAR'),
        person('office.fb', 'AUTHORITY_ADMIN', 'CATALOG_REVIEWER'),
        person('office.ld', 'AUTHORITY_LEADER', 'DEPT_LEADER'),
      ],
    },
    {
      ...organisation,
      key: 'market',
      uscc: '11650400000000422C',
      name: '市市场监督管理局',
      shortName: '市场监管局',
      formerNames: ['市工商行政管理局'],
      regionCode: '650400',
      sharingOffice: '数据科',
      people: [
        person('market.gly', 'ORG_ADMIN', 'CATALOG_REGISTRAR', 'CATALOG_REVIEWER', 'DEPT_LEADER'),
        person('market.dj', 'CATALOG_REGISTRAR'),
        person('market.sh', 'CATALOG_REVIEWER'),
        person('market.sh2', 'CATALOG_REVIEWER'),
        person('market.ld', 'DEPT_LEADER'),
        person('market.gx', 'OFFICE_HEAD'),
        person('market.gj', 'DATA_STEWARD'),
      ],
    },
    {
      ...organisation,
      key: 'water',
      uscc: '116504000000004307',
      name: '市水利局',
      shortName: '水利局',
      regionCode: '650400',
      sharingOffice: null,
      people: [person('water.gly', 'ORG_ADMIN', 'CATALOG_REGISTRAR', 'APPLICANT'), person('water.ld', 'DEPT_LEADER')],
    },
    {
      ...organisation,
      key: 'language',
      uscc: '11650400000000457Y',
      name: '市民族宗教事务委员会',
      shortName: '民宗委',
      regionCode: '650400',
      sharingOffice: null,
      people: [
        person('language.gly', 'ORG_ADMIN'),
        person('language.bj', 'MINORITY_LANG_EDITOR'),
        person('language.sh', 'MINORITY_LANG_EDITOR'),
      ],
    },
    {
      ...organisation,
      key: 'county',
      uscc: '11650421000000449H',
      name: '鄯善县政府办公室',
      shortName: '鄯善政府办',
      regionCode: '650421',
      sharingOffice: null,
      people: [person('county.gly', 'ORG_ADMIN', 'AUTHORITY_ADMIN', 'APPLICANT'), person('county.dj', 'CATALOG_REGISTRAR')],
    },
  ],
  authorities: [
    { regionCode: '650400', members: [{ organisation: 'office', lead: true, powers }] },
    { regionCode: '650421', members: [{ organisation: 'county', lead: true, powers }] },
  ],
};

type Body = Record<string, unknown>;
export type Answer = {
  readonly status: number;
  readonly body: Body;
  readonly etag: string | undefined;
  readonly text: string;
  readonly bytes: Buffer;
};
type Upload = { readonly fields: Readonly<Record<string, string>>; readonly bytes: Buffer };
type Request = {
  readonly upload?: Upload;
  readonly body?: unknown;
  readonly ifMatch?: string | number;
  readonly key?: string;
  readonly language?: string;
};
/** Asks as one of the accounts: `call('market.dj', 'GET /catalog/entries')`. */
export type Caller = (account: string, request: `${'GET' | 'POST' | 'PUT'} /${string}`, more?: Request) => Promise<Answer>;

export type World = {
  readonly needs: Needs & { readonly clock: ReturnType<typeof settableClock> };
  readonly founded: Founded;
  readonly call: Caller;
  /** The account's code of a new time step: each counts once. */
  codeOf(account: string): Promise<string>;
  orgId(key: string): string;
};

const statuses: RefusalStatuses = {
  ...platformRefusals,
  ...identityRefusals,
  ...lawRefusals,
  ...deskRefusals,
  ...catalogRefusals,
  ...statusChangeRefusals,
  ...acknowledgementRefusals,
  ...changeFeedRefusals,
  ...webhookRefusals,
  ...subscriptionRefusals,
  ...listingRefusals,
  ...editionRefusals,
  ...overviewRefusals,
  ...workbookRefusals,
  ...catalogDcatRefusals,
  ...catalogImportRefusals,
  ...catalogElementRefusals,
  ...catalogFindingRefusals,
  ...catalogTranslationRefusals,
  ...translationWorkbookRefusals,
  ...catalogCampaignRefusals,
  ...revisionCaseRefusals,
  ...transferRefusals,
  ...claimRefusals,
  ...adjustmentRefusals,
  ...opinionRefusals,
  ...organisationChangeRefusals,
  ...catalogConformanceRefusals,
  ...tableRefusals,
};

type Lent = {
  /** Departments whose applications wait for a reply. */
  readonly waiting?: readonly string[];
  /** Running grants of each entry. */
  readonly grants?: ReadonlyMap<string, readonly RunningGrant[]>;
  /** Entries of which a service is in operation. */
  readonly live?: ReadonlySet<string>;
  /** Demands for which departments have promised a day. */
  readonly demands?: readonly PromisedDemand[];
  /** What search answers from. */
  readonly index?: LiveIndex;
  /** Settings besides those of every test. */
  readonly settings?: Readonly<Record<string, string>> /** Whether what the door refuses is recorded as in a running city. */;
  readonly evidenced?: boolean;
};

/** A service in operation for each of some entries. */
export function servicesIn(live: ReadonlySet<string>): ServicesOf {
  return async (_needs, entryIds) =>
    entryIds
      .filter((id) => live.has(id))
      .map((entryId) => ({ id: entryId, entryId, name: '查询接口', url: 'http://127.0.0.1/services/x' }));
}

/** Running grants as they are told, and a service in operation that maps the first two items. */
export function impactLent({ grants = new Map(), live = new Set() }: Pick<Lent, 'grants' | 'live'>): ImpactNeeds {
  return {
    grantsOn: async (_reader, entryId) => grants.get(entryId) ?? [],
    servicesUnder: async (_reader, entryId, { items }) =>
      live.has(entryId) ? [{ id: entryId, name: '查询接口', closes: [1, 2].some((no) => !items.some((item) => item.no === no)) }] : [],
  };
}

const boundary = 'karez-test-boundary';

function multipartOf({ fields, bytes }: Upload): Buffer {
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return Buffer.concat([Buffer.from(texts.join('') + head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

/** The test city with the catalogue behind its real sign-in. */
export async function catalogWorld(
  database: Database,
  {
    waiting = [],
    live = new Set(),
    grants = new Map(),
    demands = [],
    index = liveIndex(database.reader),
    settings = {},
    evidenced = false,
  }: Lent = {},
): Promise<World> {
  const needs = {
    database,
    clock: settableClock('2026-11-23T02:00:00Z'),
    newId,
    chance: () => 0.999,
    config: readConfig({ DATABASE_URL: 'postgres://unused', KAREZ_DEMO: '1', ...settings }),
    keys: keysFrom(Buffer.alloc(32, 7)),
    log: silentLog,
    files: { put: async () => '0'.repeat(64), get: async () => undefined, remove: async () => undefined },
  };
  await database.transaction((tx) => seedLaw(tx, needs.clock.now()));
  const founded = await foundCity(needs, plan);
  const app = await httpApp({ trustedProxies: [] });
  const recordFailure = evidenced ? failureRecorder(needs).record : async () => null;
  const door = { ...identityDoor(needs), recordFailure };
  mount(app, { needs, door, statuses }, [
    ...identityRoutes(needs),
    ...catalogRoutes(
      {
        ...needs,
        servicesOf: servicesIn(live),
        applicantsOf: async () => waiting,
        promisedDemands: async () => [...demands],
        ...impactLent({ grants, live }),
      },
      index,
    ),
    ...deskRoutes(needs),
    ...lawRoutes(needs),
  ]);

  const inject = async (request: `${'GET' | 'POST' | 'PUT'} /${string}`, headers: Record<string, string>, body?: unknown) => {
    const method = (['GET', 'POST', 'PUT'] as const).find((known) => request.startsWith(known)) ?? 'GET';
    const isJson = body !== undefined && !Buffer.isBuffer(body);
    const payload = body === undefined ? {} : { payload: isJson ? JSON.stringify(body) : body };
    const type: Record<string, string> = isJson ? { 'content-type': 'application/json' } : {};
    return app.inject({ method, url: `/api/v1${request.slice(method.length + 1)}`, headers: { ...headers, ...type }, ...payload });
  };
  const freshCode = async (account: string): Promise<string> => {
    needs.clock.advance(30_000);
    const shown = (await inject('GET /demo/accounts', {})).json<{ items: { account: string; code: string }[] }>();
    return shown.items.find((item) => item.account === account)?.code ?? '';
  };
  const sessions = new Map<string, Record<string, string>>();
  const sessionOf = async (account: string): Promise<Record<string, string>> => {
    const known = sessions.get(account);
    if (known) return known;
    const first = await inject('POST /session', {}, { account, password });
    const cookieOf = (answer: typeof first): string => String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const headers = { cookie: cookieOf(first), [csrfHeader]: String(first.json<Body>()['csrfToken']) };
    const second = await inject('POST /session/second-factor', headers, { code: await freshCode(account) });
    if (second.statusCode !== 200) throw new Error(`${account} cannot sign in: ${second.body}`);
    const cookie = second.headers['set-cookie'] === undefined ? headers.cookie : cookieOf(second);
    const session = { cookie, [csrfHeader]: String(second.json<Body>()['csrfToken']) };
    sessions.set(account, session);
    return session;
  };
  const call: Caller = async (account, request, { body, upload, ifMatch, key, language } = {}) => {
    const ask = async () =>
      inject(
        request,
        {
          ...(await sessionOf(account)),
          ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(language === undefined ? {} : { 'accept-language': language }),
          ...(upload ? { 'content-type': `multipart/form-data; boundary=${boundary}` } : {}),
        },
        upload ? multipartOf(upload) : body,
      );
    const first = await ask();
    // A test that lets days pass outlives its sessions.
    if (first.statusCode === 401) sessions.delete(account);
    const answer = first.statusCode === 401 ? await ask() : first;
    const etag = answer.headers['etag'];
    return {
      status: answer.statusCode,
      body: String(answer.headers['content-type']).includes('json') ? answer.json<Body>() : {},
      etag: typeof etag === 'string' ? etag.replaceAll('"', '') : undefined,
      text: answer.body,
      bytes: answer.rawPayload,
    };
  };
  const codeOf = async (account: string): Promise<string> => {
    await sessionOf(account);
    return freshCode(account);
  };
  const orgId = (key: string): string => founded.organisations.get(key) ?? '';
  return { needs, founded, call, codeOf, orgId };
}
