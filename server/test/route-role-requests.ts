import { companyEntry } from './published-entry.ts';
import type { Sending } from './route-role-seats.ts';
import { editionRequests } from './route-role-editions.ts';
import { campaignRequests } from './route-role-campaigns.ts';
import { oversightRequests } from './route-role-bulk.ts';
import { findingRequests } from './route-role-findings.ts';
import { revisionCaseRequests } from './route-role-cases.ts';
import { markers, type Thing } from './route-role-things.ts';
import { claimRequests } from './route-role-claims.ts';
import { correctionRequests } from './route-role-corrections.ts';
import { disputeRequests } from './route-role-disputes.ts';
import { paperRequests } from './route-role-papers.ts';
import { filingRequests } from './route-role-filings.ts';
import { deskRequests } from './route-role-desk.ts';
import { disposalRequests } from './route-role-disposals.ts';
import { acknowledgementRequests } from './route-role-acknowledgements.ts';
import { adjustmentRequests } from './route-role-adjustments.ts';
import { sharingRequests } from './route-role-sharing.ts';
import { opinionRequests } from './route-role-opinions.ts';
import { transferRequests } from './route-role-transfers.ts';
import { catalogueFile, filing, organisationAt, systemsFile, translationsFile, type World } from './route-role-world.ts';

type Requests = Readonly<Record<string, Sending>>;
const get = (url: string): Sending => ({ method: 'GET', url });
const send = (method: 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Sending => ({
  method,
  url,
  ...(body === undefined ? {} : { body }),
});
const post = (url: string, body?: unknown): Sending => send('POST', url, body);

function named(account: string, role: string) {
  return { account, title: '某岗', posts: [{ role, divisionId: null, endsOn: null }] };
}

function entryAt(thing: Thing, step = ''): string {
  return `/catalog/entries/${thing.id}${step}`;
}

function serviceAt(thing: Thing, step = ''): string {
  return `/gateway/services/${thing.id}${step}`;
}

function upload(fields: Readonly<Record<string, string>>): Sending {
  return { method: 'POST', url: '/catalog/imports', upload: { fields: { secrecyDeclaration: 'not-secret', ...fields }, ...catalogueFile } };
}

/** One well-formed request for each row of the table, about a thing that exists. */
export function requestsTo(world: World): Requests {
  return {
    ...evidence(world),
    ...identity(world),
    ...machines(world),
    ...law(world),
    ...deskRequests(world),
    ...catalog(world),
    ...imports(world),
    ...translations(world),
    ...revisionCaseRequests(world),
    ...findingRequests(world),
    ...editionRequests(world),
    ...oversightRequests(world),
    ...campaignRequests(world, organisationAt(world.city, 'provider')),
    ...correctionRequests(world),
    ...disposalRequests(world),
    ...disputeRequests(world),
    ...paperRequests(world),
    ...filingRequests(world),
    ...webhooks(world),
    ...subscriptions(world),
    ...transferRequests(world),
    ...acknowledgementRequests(world),
    ...claimRequests(world),
    ...adjustmentRequests(world),
    ...opinionRequests(world),
    ...sharingRequests(world),
    ...gateway(world),
  };
}

function evidence({ record }: World): Requests {
  const log = '/evidence/logs/00000000-0000-7000-8000-000000000000';
  return {
    'audit.export-evidence': get('/evidence/export'),
    'audit.get-client-receipt': get(`/evidence/own-records/${record}/receipt`),
    'audit.get-consistency': get(`${log}/consistency?first=0&second=0`),
    'audit.get-receipt': get(`/evidence/records/${record}/receipt`),
    'audit.get-tile': get(`${log}/tiles/0/0`),
    'audit.list-heads': get(`${log}/heads`),
    'audit.list-keys': get('/evidence/keys'),
    'audit.list-logs': get('/evidence/logs'),
    'audit.search-acts': get('/evidence/acts?limit=100'),
  };
}

function identity({ city, office, document, code }: World): Requests {
  const provider = organisationAt(city, 'provider');
  const ordered = { documentNumber: '吐政发〔2026〕9号', decidedOn: '2026-11-20', reason: '机构改革' };
  const organisation = { uscc: '11650400MB1K00001X', name: '市试验局', shortName: '试验局', type: 'government', regionCode: '650400' };
  return {
    'identity.create-organisation': post('/organisations', organisation),
    'identity.dissolve-organisation': post(`/organisations/${city.founded.organisations.get('qxj') ?? ''}/dissolution`, {
      ...ordered,
      successorId: null,
    }),
    'identity.rename-organisation': post(`/organisations/${provider}/names`, {
      ...ordered,
      name: '市市场监管委员会',
      shortName: '市场监管委',
    }),
    'identity.decide-post': { ...post(`/posts/${office.proposedPost}/decision`, { decision: 'confirm', code }), signs: true },
    'identity.download-document': get(`/documents/${document}/file`),
    'identity.end-post': send('DELETE', `/posts/${office.post}`),
    'identity.file-document': {
      method: 'POST',
      url: `/organisations/${provider}/documents`,
      upload: { fields: filing, fileName: 'a.pdf', content: '%PDF-1.7\n' },
    },
    'identity.list-demo-accounts': get('/demo/accounts'),
    'identity.list-documents': get(`/organisations/${provider}/documents`),
    'identity.list-missing-documents': get('/documents/missing'),
    'identity.list-organisations': get('/organisations?limit=100'),
    'identity.list-people': get(`/organisations/${provider}/people`),
    'identity.list-proposed-posts': get('/posts/proposed'),
    'identity.list-organisation-names': get('/organisation-names'),
    'identity.translate-organisation': send('PUT', `/organisations/${provider}/translated-names`, {
      nameUg: 'سىناق ئىدارىسى',
      nameEn: 'Test bureau',
      ugReviewed: false,
    }),
    'identity.list-regions': get('/regions'),
    'identity.name-person': post(`/organisations/${provider}/people`, named('seat.named', 'CATALOG_REVIEWER')),
    'identity.name-person (administrator)': post(`/organisations/${provider}/people`, named('seat.named-admin', 'ORG_ADMIN')),
    'identity.propose-post': post(`/organisations/${provider}/people/${office.person}/posts`, {
      role: 'APPLICANT',
      divisionId: null,
      endsOn: null,
    }),
    'identity.read-authority': get('/regions/650400/authority'),
    'identity.read-me': get('/me'),
    'identity.read-organisation': get(`/organisations/${provider}`),
    'identity.reset-credentials': post(`/people/${office.person}/credentials`),
    'identity.set-sharing-office': send('PUT', `/organisations/${provider}/sharing-office`, { name: '共享办', headPersonId: null }),
    'identity.switch-post': send('PUT', '/me/acting-post', { postId: office.post }),
    'identity.unlock-person': post(`/people/${office.person}/unlock`),
  };
}

function machines({ city, office, systemImport }: World): Requests {
  const systemId = city.founded.systems.get('well-permit');
  const spare = city.founded.systems.get('karez-survey');
  const facts = {
    divisionId: null,
    builder: '某单位',
    operator: '某单位',
    networkZone: 'cloud',
    protectionLevel: 3,
    joinedOn: null,
    purpose: '试验',
  };
  return {
    'identity.change-business-system': send('PUT', `/business-systems/${spare}`, { ...facts, name: '改名系统', version: 1 }),
    'identity.apply-system-import': post(`/business-systems/imports/${systemImport}/application`),
    'identity.disable-machine-client': send('DELETE', `/machine-clients/${office.client}`),
    'identity.download-refused-systems': get(`/business-systems/imports/${systemImport}/refused-rows`),
    'identity.download-system-template': get('/business-systems/template'),
    'identity.get-system-import': get(`/business-systems/imports/${systemImport}`),
    'identity.list-business-systems': get('/business-systems?limit=100'),
    'identity.list-machine-clients': get('/machine-clients'),
    'identity.list-system-import-rows': get(`/business-systems/imports/${systemImport}/rows`),
    'identity.register-business-system': post('/business-systems', { ...facts, name: '试验系统' }),
    'identity.register-machine-client': post('/machine-clients', { name: '又一调用端', systemId, publicJwk: null }),
    'identity.retire-business-system': send('DELETE', `/business-systems/${spare}`),
    'identity.rotate-client-key': post(`/machine-clients/${office.client}/key`, { publicJwk: null }),
    'identity.start-system-import': {
      method: 'POST',
      url: '/business-systems/imports',
      upload: { fields: { secrecyDeclaration: 'not-secret' }, ...systemsFile },
    },
  };
}

function law({ application }: World): Requests {
  const day = { workday: true, name: '补班' };
  const instrument = {
    id: 'test-2026',
    rank: 'normative-document',
    title: '试验办法',
    documentNumber: null,
    issuer: '市政府',
    inForceFrom: null,
  };
  const article = { id: 'test-2026-1', number: '第一条', heading: null, text: '试验。', extent: 'full' };
  return {
    'law.add-article': post('/law/instruments/809/articles', article),
    'law.add-instrument': post('/law/instruments', instrument),
    'law.change-instrument': post('/law/instruments/809/changes', { state: 'amended', on: '2026-12-01', articleIds: ['none-such'] }),
    'law.find-articles': get('/law/articles?q=%E5%85%B1%E4%BA%AB'),
    'law.list-calendar-days': get('/law/calendars/CN/days?year=2026'),
    'law.list-calendars': get('/law/calendars'),
    'law.list-clocks': get(`/law/clocks?caseKind=sharing.application&caseId=${application('answerable').id}`),
    'law.list-instruments': get('/law/instruments'),
    'law.list-rule-sets': get('/law/rule-sets'),
    'law.load-calendar-year': post('/law/calendars/CN/years', {
      year: 2026,
      papers: [],
      days: [{ name: '元旦', date: '2025-01-01', isOffDay: true }],
    }),
    'law.put-calendar-day': send('PUT', '/law/calendars/CN/days/2030-12-30', day),
    'law.set-internal-limit': send('PUT', '/law/limits/catalog.authority-review', { workingDays: 2 }),
  };
}

type Step = (key: string, name: string, body: unknown) => Sending;

/** The steps of an entry's status: retirement, restoration, suspension. */
function statusRequests(step: Step, code: string): Requests {
  const reason = '系统停用。';
  const signed = (key: string, name: string, body: object) => ({ ...step(key, name, { ...body, secondFactor: code }), signs: true });
  return {
    'catalog.decide-status-request': step('decidable', '/status-request/decision', { decision: 'approve', opinion: '同意。' }),
    'catalog.lift-suspension': signed('liftable', '/suspension/lifting', { opinion: '整改完成。' }),
    'catalog.request-restoration': signed('restorable', '/restoration', { reason }),
    'catalog.request-retirement': signed('retirable', '/retirement', { reason, lastDay: '2027-06-30', successorId: null }),
    'catalog.suspend-entry': signed('suspendable', '/suspension', { reason, rectifyBy: '2027-06-30' }),
    'catalog.withdraw-status-request': step('withdrawable', '/status-request/withdrawal', { opinion: '仍在使用。' }),
  };
}

function catalog({ city, entry, code }: World): Requests {
  const step = (key: string, name: string, body: unknown): Sending => ({
    ...post(entryAt(entry(key), name), body),
    ifMatch: entry(key).revision,
  });
  const opinion = '同意。';
  const draft = { secrecyDeclaration: 'not-secret', content: companyEntry({ name: `${markers.unsigned}editable` }) };
  const everything = encodeURIComponent('坎儿隐标');
  return {
    ...statusRequests(step, code),
    'catalog.list-changes': get('/catalog/changes?limit=500'),
    'catalog.abandon-draft': step('abandonable', '/abandonment', { reason: '不再办理。' }),
    'catalog.resume-draft': step('resumable', '/resumption', { reason: '继续办理。' }),
    'catalog.withdraw-revision': step('takeable', '/withdrawal', { reason: '更正内容。' }),
    'catalog.export-dcat': get('/catalog/dcat?limit=100'),
    'catalog.export-dcat-as': get('/catalog/dcat.rdf?limit=100'),
    'catalog.export-dcat-entry (draft)': get(`/catalog/dcat/${entry('readable').id}`),
    'catalog.export-dcat-entry (published)': get(`/catalog/dcat/${entry('published').id}.ttl`),
    'catalog.export-dcat-entry (signed)': get(`/catalog/dcat/${entry('readableSigned').id}`),
    'catalog.get-entry (draft)': get(entryAt(entry('readable'))),
    'catalog.get-entry (published)': get(entryAt(entry('published'))),
    'catalog.get-entry (signed)': get(entryAt(entry('readableSigned'))),
    'catalog.get-entry-history (draft)': get(entryAt(entry('readable'), '/history')),
    'catalog.give-standing-consent': {
      ...step('consentable', '/standing-consent', { validUntil: '2027-06-30', terms: '凡依法履职，均可共享。', secondFactor: code }),
      signs: true,
    },
    'catalog.list-categories': get('/catalog/categories'),
    'catalog.report-data': step('mountable', '/data-report', { dataOn: '2026-11-20' }),
    'catalog.list-entry': {
      ...step('listable', '/listing', {
        promise: { dueOn: '2027-06-30', mode: 'api', responsible: '数据科' },
        opinion,
        secondFactor: code,
      }),
      signs: true,
    },
    'catalog.list-entries': get('/catalog/entries?limit=100'),
    'catalog.list-uses': get(entryAt(entry('published'), '/uses')),
    'catalog.list-facet-values': get('/catalog/facets/provider?limit=100'),
    'catalog.list-entries (mine)': get(`/catalog/entries?limit=100&scope=mine&q=${everything}`),
    'catalog.open-change': step('changeable', '/changes', { kind: 'quality-fix', changedOn: '2026-11-20', reason: '更正' }),
    'catalog.publish-entry': step('publishable', '/publication', { opinion }),
    'catalog.register-entry': post('/catalog/entries', {
      organisationId: organisationAt(city, 'provider'),
      secrecyDeclaration: 'not-secret',
      content: companyEntry({ name: `${markers.unsigned}registered` }),
    }),
    'catalog.return-entry (in review)': step('returnable', '/return', { opinion }),
    'catalog.return-entry (signed)': step('returnableSigned', '/return', { opinion }),
    'catalog.review-entry': step('reviewable', '/review', { opinion }),
    'catalog.sign-entry': { ...step('signable', '/signature', { opinion, secondFactor: code }), signs: true },
    'catalog.submit-entry': step('submittable', '/submission', {}),
    'catalog.update-draft': { ...send('PUT', entryAt(entry('editable'), '/draft'), draft), ifMatch: entry('editable').revision },
    'catalog.verify-denial': {
      ...step('verifiable', '/denial-verification', { verdict: 'upheld', until: null, opinion, secondFactor: code }),
      signs: true,
    },
  };
}

function translations({ entry }: World): Requests {
  const at = (step = '') => entryAt(entry('published'), `/translations/ug${step}`);
  const chosen = { fields: ['name'] };
  return {
    'catalog.confirm-translation': { ...post(at('/confirmation'), chosen), ifMatch: 0 },
    'catalog.deliver-translation': { ...post(at('/delivery'), chosen), ifMatch: 0 },
    'catalog.get-translation': get(at()),
    'catalog.export-translations': get('/catalog/translations/workbook?language=ug'),
    'catalog.import-translations': {
      method: 'POST',
      url: '/catalog/translations/workbook',
      upload: { fields: { language: 'ug' }, ...translationsFile },
    },
    'catalog.list-translations': get('/catalog/translations?language=ug&limit=100'),
    'catalog.read-translation': get(at('/reading')),
    'catalog.read-translation-board': get('/catalog/translations/board?language=ug'),
    'catalog.review-translation': { ...post(at('/review'), { ...chosen, decision: 'pass', opinion: '已校' }), ifMatch: 0 },
    'catalog.save-translation': { ...send('PUT', at(), { fields: [{ field: 'name', text: 'كارخانا' }] }), ifMatch: 0 },
  };
}

function subscriptions({ searches, entry }: World): Requests {
  const at = `/catalog/subscriptions/searches/${searches.kept}`;
  return {
    'catalog.list-subscriptions': get('/catalog/subscriptions'),
    'catalog.look-at-search': post(`${at}/look`),
    'catalog.remove-search': post(`/catalog/subscriptions/searches/${searches.removable}/removal`),
    'catalog.save-search': post('/catalog/subscriptions/searches', { name: '常用', query: { q: '渠' }, isSubscribed: false }),
    'catalog.subscribe-to-search': post(`${at}/subscription`, { isSubscribed: true }),
    'catalog.watch-entry': post(entryAt(entry('published'), '/watching'), { isWatched: true }),
  };
}

function webhooks({ webhook }: World): Requests {
  const at = `/catalog/webhooks/${webhook.id}`;
  const endpoint = { name: '目录变更', url: 'https://203.0.113.7/hook' };
  return {
    'catalog.change-webhook': { ...send('PUT', at, endpoint), ifMatch: webhook.revision },
    'catalog.get-webhook': get(at),
    'catalog.list-webhook-attempts': get(`${at}/attempts`),
    'catalog.list-webhooks': get('/catalog/webhooks'),
    'catalog.register-webhook': post('/catalog/webhooks', endpoint),
    'catalog.remove-webhook': post(`${at}/removal`),
    'catalog.replay-webhook-attempt': post(`${at}/attempts/${webhook.id}/replay`),
    'catalog.rotate-webhook-secret': post(`${at}/secret`, { overlapDays: 7 }),
    'catalog.end-former-webhook-secret': post(`${at}/secret/former-end`),
    'catalog.rewind-webhook': post(`${at}/position`, { position: 0 }),
    'catalog.switch-webhook': post(`${at}/switch`, { to: 'paused' }),
    'catalog.test-webhook': post(`${at}/test`),
  };
}

function imports({ imports: { open, applicable } }: World): Requests {
  return {
    'catalog.apply-import': post(`/catalog/imports/${applicable}/application`),
    'catalog.download-refused-rows': get(`/catalog/imports/${open}/refused-rows`),
    'catalog.get-import': get(`/catalog/imports/${open}`),
    'catalog.list-import-rows': get(`/catalog/imports/${open}/rows`),
    'catalog.list-imports': get('/catalog/imports?limit=100'),
    'catalog.list-unknown-values': get(`/catalog/imports/${open}/unknown-values`),
    'catalog.undo-import': post(`/catalog/imports/${open}/undoing`),
    'catalog.download-workbook-template': get('/catalog/workbook/template'),
    'catalog.export-workbook': get('/catalog/workbook?scope=all'),
    'catalog.start-import': upload({ target: 'own-department' }),
    'catalog.start-import (sample place)': upload({ target: 'sample-place', placeCode: '659001', placeName: '某市' }),
  };
}

function gateway({ services: { online, triable, draft, input, whole }, entry, grant }: World): Requests {
  const trying = {
    operationId: 'companyByCode',
    accessToken: 'x'.repeat(40),
    grantId: grant,
    matter: 'QS-2026-1',
    operator: '0001',
    parameters: { uscc: '91650400MA00000000' },
    body: null,
  };
  return {
    'gateway.change-service': { ...send('PUT', serviceAt(draft), input), ifMatch: draft.revision },
    'gateway.get-service (draft)': get(serviceAt(draft)),
    'gateway.get-service (online)': get(serviceAt(online)),
    'gateway.list-services': get('/gateway/services?limit=100'),
    'gateway.list-services (own)': get('/gateway/services?limit=100&own=true'),
    'gateway.put-service-online': post(serviceAt(draft, '/online')),
    'gateway.read-open-api': post('/gateway/document-readings', {
      secrecyDeclaration: whole.secrecyDeclaration,
      entryId: entry('published').id,
      document: whole.document,
    }),
    'gateway.read-quota': get(`/gateway/grants/${grant}/quota`),
    'gateway.register-service': post('/gateway/services', { ...whole, code: 'company-again', name: '又一接口' }),
    'gateway.take-service-offline': post(serviceAt(online, '/offline'), { reason: '例行维护，当日恢复' }),
    'gateway.try-service': post(serviceAt(triable, '/tries'), trying),
  };
}
