import { z } from 'zod';
import { deliverEvents } from '#platform/outbox';
import { catalogListeners } from '#modules/catalog/jobs';
import { expected } from '../../tools/seed/city-people.ts';
import { enterEntries } from '../../tools/seed/enter-entries.ts';
import type { City } from './city.ts';
import { companyEntry, entering } from './published-entry.ts';
import type { Sending } from './route-role-seats.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown, ifMatch: number): Sending => ({ method: 'POST', url, body, ifMatch });
const keys = ['beginnable', 'reportable', 'confirmable', 'askable', 'extensible'] as const;
type Key = (typeof keys)[number];
type Case = { readonly id: string; readonly revision: number };
type World = { readonly revisionCase: (key: Key) => Case; readonly changeEventId: string; readonly caseEntryId: string };

const casesSchema = z.array(z.object({ id: z.string(), revision: z.number(), event: z.object({ id: z.string() }) }));
const basis = { articleId: 'T-CASE-1', kind: 'rule', title: '企业数据管理办法', docNo: '令第1号', article: '第一条' } as const;

/** Published entries that rest on one article; its amendment opens a case for each step on one, brought to where its route meets it. */
export async function makeRevisionCases(city: City) {
  const law = async (path: string, body: object) => city.as('zfb.zgy', `POST /law/instruments${path}`, { body, key: crypto.randomUUID() });
  const instrument = { id: 'T-CASE', rank: 'rule', title: basis.title, documentNumber: basis.docNo, issuer: '市政府', inForceFrom: null };
  expected(await law('', instrument), 201);
  expected(await law('/T-CASE/articles', { id: basis.articleId, number: '第一条', heading: null, text: '条文', extent: 'full' }), 201);
  const conditions = (['scope', 'purpose'] as const).map((kind) => ({ kind, text: '限于行政许可审查', monthsMax: null, basis }));
  const content = (name: string) => companyEntry({ name, shareType: 'conditional', useConditions: '限于行政许可审查', conditions });
  const common = { department: 'scjg', stage: 'published', system: null, standingConsent: null } as const;
  const ids = await enterEntries(
    entering(city),
    keys.map((key) => ({ ...common, key, content: content(`修订样本${key}`) })),
  );
  expected(await law('/T-CASE/changes', { state: 'amended', on: '2026-11-20', articleIds: [basis.articleId] }), 200);
  await deliverEvents(
    (work) => city.needs.database.transaction(work),
    catalogListeners({ ...city.needs, servicesOf: async () => [], applicantsOf: async () => [] }),
  );
  const cases = new Map<string, Case>();
  let changeEventId = '';
  for (const key of keys) {
    const { body } = expected(await city.as('scjg.djy', `GET /catalog/revision-cases?entry=${ids.get(key) ?? ''}`), 200);
    const [found] = casesSchema.parse(body['items']);
    if (!found) throw new Error(`no case for ${key}`);
    changeEventId = found.event.id;
    cases.set(key, found);
  }
  const revisionCase = (key: Key): Case => cases.get(key) ?? { id: '', revision: 0 };
  const step = async (key: Key, path: string, body: object) => {
    const { id, revision } = revisionCase(key);
    expected(await city.as('scjg.djy', `POST /catalog/revision-cases/${id}/${path}`, { body, ifMatch: revision }), 200);
    cases.set(key, { id, revision: revision + 1 });
  };
  await step('confirmable', 'unchanged-report', { reason: '不涉及。' });
  await step('extensible', 'extension', { workingDays: 5, reason: '系统改造。' });
  return { revisionCase, changeEventId, caseEntryId: ids.get('askable') ?? '', caseIds: [...cases.values()].map(({ id }) => id) };
}

/** Each step has a case of its own. */
export function revisionCaseRequests({ revisionCase, changeEventId, caseEntryId: entryId }: World): Readonly<Record<string, Sending>> {
  const on = (key: Key, step: string, body: object) =>
    post(`/catalog/revision-cases/${revisionCase(key).id}${step}`, body, revisionCase(key).revision);
  return {
    'catalog.ask-extension': on('askable', '/extension', { workingDays: 3, reason: '系统改造。' }),
    'catalog.begin-revision': on('beginnable', '/revision', { reason: '依新条文修订。' }),
    'catalog.decide-extension': on('extensible', '/extension/decision', { decision: 'grant', opinion: '同意。' }),
    'catalog.decide-unchanged': on('confirmable', '/unchanged-report/decision', { decision: 'confirm', opinion: '同意。' }),
    'catalog.count-article-uses': get(`/catalog/article-uses?articles=${basis.articleId}`),
    'catalog.list-article-uses': get(`/catalog/article-uses/${basis.articleId}`),
    'catalog.record-change-event': {
      method: 'POST',
      url: '/catalog/change-events',
      body: {
        kind: 'reorganisation',
        title: '机构改革方案',
        documentNumber: '市委发〔2026〕9号',
        changedOn: '2026-11-20',
        summary: '职责调整。',
        entryIds: [entryId],
      },
    },
    'catalog.get-change-event': get(`/catalog/change-events/${changeEventId}`),
    'catalog.get-revision-case': get(`/catalog/revision-cases/${revisionCase('askable').id}`),
    'catalog.propose-entries': get(`/catalog/change-events/proposals?words=${encodeURIComponent('登记')}`),
    'catalog.list-change-events': get('/catalog/change-events?limit=100'),
    'catalog.list-revision-cases': get('/catalog/revision-cases?limit=100'),
    'catalog.report-unchanged': on('reportable', '/unchanged-report', { reason: '不涉及。' }),
  };
}
