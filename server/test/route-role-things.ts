import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import { z } from 'zod';
import { notify } from '#modules/desk';
import { catalogJobs } from '#modules/catalog/jobs';
import { runningGrantsOf } from '#modules/sharing';
import { beginFirstLog } from '../src/modules/audit/begin-log.ts';
import { headSigner } from '../src/modules/audit/head-key.ts';
import { seal } from '../src/modules/audit/seal.ts';
import { companyOpenApi } from '../../tools/demo-provider/openapi.ts';
import { cityEntries } from '../../tools/seed/city-entries.ts';
import { expected, type Answer } from '../../tools/seed/city-people.ts';
import type { EntryStage, PlannedEntry } from '../../tools/seed/entry-form.ts';
import { enterEntries } from '../../tools/seed/enter-entries.ts';
import { proposalToAgree, wellPermitApplication } from '../../tools/seed/seed-sharing.ts';
import type { City } from './city.ts';
import { drawnCall } from './route-role-use.ts';
import { companyEntry, entering } from './published-entry.ts';

/** An entry, application or grant with the revision that a step on it names. */
export type Thing = { readonly id: string; readonly revision: number };

/** A word that stands in nothing but what only some may see. */
export const markers = {
  unsigned: '坎儿隐标未签',
  signed: '坎儿隐标已签',
  application: '坎儿隐标申请用途',
  service: '坎儿隐标草稿接口',
  document: '坎儿隐标制度',
  person: 'yinbiao.ren',
  file: 'yinbiao-catalogue',
  systems: 'yinbiao-systems',
  notice: 'yinbiao-notice',
} as const;

const address = 'http://8.8.4.4';
const operationsSchema = z.array(z.object({ suggestion: z.looseObject({ fields: z.array(z.unknown()) }) }));
const personSchema = z.object({ id: z.string(), posts: z.array(z.object({ id: z.string(), state: z.string() })) });

function planned(key: string, stage: EntryStage, content: EntryContent): PlannedEntry {
  return { key, stage, content, department: 'scjg', system: null, standingConsent: null };
}

/** Entries for the steps of an entry's status, and how each gets where its route meets it. */
const statusThings = [
  { key: 'suspendable', name: '企业迁移信息', steps: [] },
  { key: 'retirable', name: '企业注销信息', steps: [] },
  { key: 'withdrawable', name: '企业变更信息', steps: ['retire'] },
  { key: 'decidable', name: '企业分支机构信息', steps: ['retire'] },
  { key: 'restorable', name: '企业清算信息', steps: ['retire', 'approve'] },
  { key: 'liftable', name: '企业备案信息', steps: ['suspend'] },
] as const;

async function walkStatus(city: City, id: string, step: (typeof statusThings)[number]['steps'][number]): Promise<void> {
  const { body } = expected(await city.as('scjg.djy', `GET /catalog/entries/${id}`), 200);
  const ifMatch = Number(body['revision']);
  const send = async (account: string, path: string, given: object) =>
    expected(await city.as(account, `POST /catalog/entries/${id}/${path}`, { body: given, ifMatch }), 200);
  if (step === 'approve') await send('zfb.zgy', 'status-request/decision', { decision: 'approve', opinion: '同意。' });
  else if (step === 'suspend')
    await send('zfb.zgl', 'suspension', { reason: '待整改', rectifyBy: '2027-06-30', secondFactor: await city.codeOf('zfb.zgl') });
  else {
    const secondFactor = await city.codeOf('scjg.fzr');
    await send('scjg.fzr', 'retirement', { reason: '停用', lastDay: '2027-06-30', successorId: null, secondFactor });
  }
}

async function giveUp(city: City, id: string): Promise<void> {
  const { body } = expected(await city.as('scjg.djy', `GET /catalog/entries/${id}`), 200);
  const given = { body: { reason: '暂不办理。' }, ifMatch: Number(body['revision']) };
  expected(await city.as('scjg.djy', `POST /catalog/entries/${id}/abandonment`, given), 200);
}

/** Entries of the provider in every state, each route's own, so that what one seat does is not in the way of the next. */
export async function makeEntries(city: City) {
  const denied = cityEntries.find((entry) => entry.key === 'food-informers')?.content;
  if (!denied) throw new Error('the demo city has no denied entry');
  const named = (key: string, stage: EntryStage, marker: string) => planned(key, stage, companyEntry({ name: `${marker}${key}` }));
  const entries = [
    planned('published', 'published', companyEntry()),
    planned('consentable', 'published', companyEntry({ name: '企业名录' })),
    planned('changeable', 'published', companyEntry({ name: '企业年报信息' })),
    planned('mountable', 'published', companyEntry({ name: '企业信用信息' })),
    planned('listable', 'published', companyEntry({ name: '企业抽查信息' })),
    ...['企业吊销信息', '企业股权信息', '企业章程信息', '企业住所信息', '企业联络信息'].map((name, at) =>
      planned(`moving${at}`, 'published', companyEntry({ name })),
    ),
    ...statusThings.map(({ key, name }) => planned(key, 'published', companyEntry({ name }))),
    named('readable', 'draft', markers.unsigned),
    named('editable', 'draft', markers.unsigned),
    named('submittable', 'draft', markers.unsigned),
    named('answerable', 'draft', markers.unsigned),
    named('abandonable', 'draft', markers.unsigned),
    named('resumable', 'draft', markers.unsigned),
    named('takeable', 'in-review', markers.unsigned),
    named('reviewable', 'in-review', markers.unsigned),
    named('returnable', 'in-review', markers.unsigned),
    named('signable', 'awaiting-signature', markers.unsigned),
    named('publishable', 'at-authority', markers.signed),
    named('returnableSigned', 'at-authority', markers.signed),
    named('readableSigned', 'at-authority', markers.signed),
    planned('verifiable', 'at-authority', { ...denied, name: `${markers.signed}verifiable` }),
  ];
  const ids = await enterEntries(entering(city), entries);
  await giveUp(city, ids.get('resumable') ?? '');
  for (const { key, steps } of statusThings) for (const step of steps) await walkStatus(city, ids.get(key) ?? '', step);
  const things = new Map<string, Thing>();
  for (const [key, id] of ids) {
    const answer = expected(await city.as('scjg.djy', `GET /catalog/entries/${id}`), 200);
    things.set(key, { id, revision: Number(answer.body['revision']) });
  }
  return (key: string): Thing => found(things, key);
}

function found<T>(things: ReadonlyMap<string, T>, key: string): T {
  const thing = things.get(key);
  if (thing === undefined) throw new Error(`there is no ${key}`);
  return thing;
}

const at = (application: Answer) => `/sharing/applications/${String(application.body['id'])}`;
const agreeing = proposalToAgree([
  { no: 1, mask: 'none' },
  { no: 2, mask: 'none' },
]);
export const refusing = {
  ...agreeing,
  result: 'refuse',
  items: [],
  quota: null,
  ground: 'not-held',
  basis: [{ title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十一条', quotation: '', articleId: '809-21' }],
  opinion: '本单位未采集',
};

export const supplementAnswer = { answers: [{ place: 'material', words: '已附' }] };
export const extensionRequest = { workingDays: 1, reason: '需核对历史数据' };

export function applicationContent(city: City) {
  const content = wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
  return { ...content, useScenario: `${markers.application}：办理机井取水许可时核对凿井单位。` };
}

/** Applications of the requester to the provider, in every state, and two grants. */
export async function makeApplications(city: City, entryId: string) {
  const draft = async () => {
    const started = expected(await city.as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
    const body = { secrecyDeclaration: 'not-secret', content: applicationContent(city) };
    return expected(await city.as('slj.djy', `PUT ${at(started)}/content`, { body, ifMatch: started.etag ?? '' }), 200);
  };
  const submitted = async () => expected(await city.as('slj.djy', `POST ${at(await draft())}/submission`), 200);
  const sent = async () => {
    const body = { decision: 'consent', opinion: '同意申请', code: await city.codeOf('slj.fzr') };
    return expected(await city.as('slj.fzr', `POST ${at(await submitted())}/consent-out`, { body }), 200);
  };
  const proposed = async (body: unknown = agreeing) =>
    expected(await city.as('scjg.djy', `POST ${at(await sent())}/proposal`, { body }), 200);
  const signed = async (body?: unknown) => {
    const decision = { decision: 'sign', opinion: '同意', code: await city.codeOf('scjg.fzr') };
    return expected(await city.as('scjg.fzr', `POST ${at(await proposed(body))}/consent-in`, { body: decision }), 200);
  };
  const supplementing = async () => {
    const body = { gaps: [{ place: 'material', words: '请附事项清单' }], opinion: '一次性告知' };
    return expected(await city.as('scjg.djy', `POST ${at(await sent())}/supplement-notice`, { body }), 200);
  };
  const supplementSent = async () =>
    expected(await city.as('slj.djy', `POST ${at(await supplementing())}/supplement`, { body: supplementAnswer }), 200);
  const extensionAsked = async () =>
    expected(await city.as('scjg.djy', `POST ${at(await sent())}/extension`, { body: extensionRequest }), 200);
  const [editable, submittable, sendable] = [await draft(), await draft(), await submitted()];
  const [answerable, withdrawable, signable] = [await sent(), await sent(), await proposed()];
  const [refused, granted, revocable] = [await signed(refusing), await signed(), await signed()];
  const handled = await sent();
  const division = await askDivision(city, handled);
  const [supplementable, supplemented, extendable] = [await supplementing(), await supplementSent(), await extensionAsked()];
  const answered = { refused, granted, revocable, supplementable, supplemented, extendable };
  const made = { editable, submittable, sendable, answerable, withdrawable, signable, ...answered };
  const things = new Map(
    Object.entries(made).map(([key, { body }]) => [key, { id: String(body['id']), revision: Number(body['revision']) }]),
  );
  const grants = {
    sampledCall: await drawnCall(city, String(granted.body['grantId'])),
    grant: String(granted.body['grantId']),
    revocableGrant: String(revocable.body['grantId']),
    suspendedGrant: await suspended(city, String((await signed()).body['grantId'])),
  };
  return { application: (key: keyof typeof made): Thing => found(things, key), ...grants, ...division };
}

const officeSchema = z.object({ divisions: z.array(z.object({ id: z.string(), name: z.string() })) });
const askedSchema = z.object({ handling: z.object({ assignments: z.array(z.object({ id: z.string() })) }) });

/** Asks the 登记注册科 of the provider about an application; answers both ids. */
async function askDivision(city: City, application: Answer): Promise<{ division: string; assignment: string }> {
  const office = expected(await city.as('scjg.djy', `GET /organisations/${city.founded.organisations.get('scjg') ?? ''}`), 200);
  const division = officeSchema.parse(office.body).divisions.find(({ name }) => name === '登记注册科')?.id ?? '';
  const body = { divisionIds: [division], words: '请提出意见。', dueOn: '2026-11-24' };
  const asked = expected(await city.as('scjg.djy', `POST ${at(application)}/assignments`, { body }), 200);
  return { division, assignment: askedSchema.parse(asked.body).handling.assignments[0]?.id ?? '' };
}

export const suspensionBasis = [
  { title: '政务数据共享条例', docNo: '国务院令第809号', article: '第二十七条', quotation: '', articleId: '809-27' },
];

async function suspended(city: City, grantId: string): Promise<string> {
  const body = { fact: '超范围使用', basis: suspensionBasis, workingDays: 5, code: await city.codeOf('scjg.fzr') };
  expected(await city.as('scjg.fzr', `POST /sharing/grants/${grantId}/suspension`, { body }), 200);
  return grantId;
}

/** Services of the provider: two online, each of its own entry, and a draft. */
export async function makeServices(city: City, { entryId, otherEntryId }: { entryId: string; otherEntryId: string }) {
  const document = JSON.stringify(companyOpenApi(address));
  const reading = expected(
    await city.as('scjg.djy', 'POST /gateway/document-readings', { body: { secrecyDeclaration: 'not-secret', entryId, document } }),
    200,
  );
  const read = operationsSchema.parse(reading.body['operations']);
  const person = { from: 'field', path: 'legal_representative_id' } as const;
  const operations = read.map(({ suggestion }) => ({ ...suggestion, person })).filter(({ fields }) => fields.length > 0);
  const input = { name: markers.service, baseUrl: address, timeoutMs: 5000, operations };
  const whole = {
    ...input,
    secrecyDeclaration: 'not-secret',
    entryId,
    systemId: city.founded.systems.get('company-registration') ?? '',
    document,
  };
  const register = async (code: string, more: { name: string; entryId?: string }) => {
    const answer = expected(await city.as('scjg.djy', 'POST /gateway/services', { body: { ...whole, code, ...more } }), 201);
    return { id: String(answer.body['id']), revision: Number(answer.body['version']) };
  };
  const online = await register('company-online', { name: '企业登记查询' });
  const triable = await register('company-triable', { name: '企业名录查询', entryId: otherEntryId });
  for (const { id } of [online, triable]) expected(await city.as('scjg.djy', `POST /gateway/services/${id}/online`), 200);
  return { online, triable, draft: await register('company-draft', { name: markers.service }), input, whole };
}

/** Papers, people, a machine client and a notice of the departments. */
export async function makeOffice(city: City) {
  const { founded, needs } = city;
  const provider = founded.organisations.get('scjg') ?? '';
  const posts = [{ role: 'CATALOG_REVIEWER', divisionId: null, endsOn: null }];
  const named = expected(
    await city.as('scjg.shy', `POST /organisations/${provider}/people`, { body: { account: markers.person, title: '隐标审核员', posts } }),
    201,
  );
  const person = personSchema.parse(named.body['person']);
  const proposal = { role: 'DEPT_LEADER', divisionId: null, endsOn: null };
  const proposed = expected(
    await city.as('scjg.shy', `POST /organisations/${provider}/people/${person.id}/posts`, { body: proposal }),
    201,
  );
  const waiting = personSchema.parse(proposed.body).posts.find((post) => post.state === 'proposed');
  const client = expected(
    await city.as('slj.djy', 'POST /machine-clients', {
      body: { name: '取水许可调用端', systemId: founded.systems.get('well-permit'), publicJwk: null },
    }),
    201,
  );
  const noticeId = needs.newId();
  await needs.database.transaction((tx) =>
    notify(tx, {
      id: noticeId,
      key: noticeId,
      for: { kind: 'organisation', orgId: provider, power: 'catalog.register' },
      subject: { module: 'catalog', kind: 'catalog.entry', id: noticeId },
      title: { key: 'catalog.notice.published', params: { name: markers.notice } },
      link: '/catalog',
      at: needs.clock.now(),
    }),
  );
  return {
    person: person.id,
    post: person.posts[0]?.id ?? '',
    proposedPost: waiting?.id ?? '',
    client: z.object({ id: z.string() }).parse(client.body['client']).id,
    clientKey: z.record(z.string(), z.string()).parse(client.body['privateJwk']),
    noticeId,
    delegationId: await makeDelegation(city),
    handler: founded.people.get('scjg.djy') ?? '',
    handoverId: await makeHandover(city),
  };
}

/** The provider's head will be away, and lets the handler sign. */
async function makeDelegation(city: City): Promise<string> {
  const wanted = {
    kind: 'absence',
    delegateId: city.founded.people.get('scjg.djy'),
    signs: true,
    firstDay: '2027-02-01',
    lastDay: '2027-02-05',
    reason: '外出',
  };
  const body = { ...wanted, code: await city.codeOf('scjg.fzr') };
  return String(expected(await city.as('scjg.fzr', 'POST /desk/delegations', { body }), 201).body['id']);
}

/** The provider's handler had a deputy, and has handed over; the deputy's delegation ended with it. */
async function makeHandover(city: City): Promise<string> {
  const [handler, clerk] = ['scjg.djy', 'scjg.zck'].map((account) => city.founded.people.get(account));
  const deputy = { kind: 'deputy', delegateId: clerk, signs: false, firstDay: '2027-03-01', lastDay: null, reason: 'AB岗' };
  const lent = expected(
    await city.as('scjg.djy', 'POST /desk/delegations', { body: { ...deputy, code: await city.codeOf('scjg.djy') } }),
    201,
  );
  const items = [{ kind: 'desk.delegation', id: lent.body['id'] }];
  const body = { fromId: handler, toId: clerk, reason: '调岗', items };
  return String(expected(await city.as('scjg.djy', 'POST /desk/handovers', { body, key: 'made-handover' }), 201).body['id']);
}

/** Lets the queued dry run of an import happen now. */
export async function checkImport(city: City, importId: string): Promise<void> {
  const job = catalogJobs({ ...city.needs, grantsOn: runningGrantsOf }).find(({ id }) => id === 'catalog.check-import');
  await job?.run({ importId });
}

/** Seals what was recorded, and answers the record of the provider's head who signed the entry. */
export async function sealedRecord(city: City, entryId: string): Promise<string> {
  const signer = await headSigner(city.needs);
  await beginFirstLog({ ...city.needs, signer });
  await seal({ ...city.needs, signer });
  const { rows } = await sql<{ record_id: string }>`
    SELECT record_id::text FROM audit.leaf WHERE action = 'catalog.sign-entry' AND object_id = ${entryId}`.execute(
    city.needs.database.reader,
  );
  return rows[0]?.record_id ?? '';
}
