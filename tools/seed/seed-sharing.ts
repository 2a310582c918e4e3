import { documentReadingSchema } from '@karez/contract/gateway/schemas';
import { applicationSchema, type ApplicationContent, type Proposal } from '@karez/contract/sharing/schemas';
import { monthsLater } from '@karez/kit/day';
import { companyOpenApi } from '../demo-provider/openapi.ts';
import { DEMO_PROVIDER_PORT } from '../demo-provider/port.ts';
import { expected, type Answer, type CityPeople } from './city-people.ts';
import type { SeededCity } from './seed-city.ts';

/** The market-supervision bureau registers its real company service for its entry and puts it online. */
export async function registerCompanyService({ people, founded, entries }: SeededCity): Promise<void> {
  const steward = 'scjg.djy';
  const entryId = entries.get('company-registration');
  const address = `http://127.0.0.1:${DEMO_PROVIDER_PORT}`;
  const document = JSON.stringify(companyOpenApi(address));
  const reading = expected(
    await people.as(steward, 'POST /gateway/document-readings', { body: { secrecyDeclaration: 'not-secret', entryId, document } }),
    200,
  );
  // Whose data a record gives is told by a field that is no item of the entry and never leaves.
  const person = { from: 'field', path: 'legal_representative_id' } as const;
  const operations = documentReadingSchema.parse(reading.body).operations.map(({ suggestion }) => ({ ...suggestion, person }));
  const body = {
    secrecyDeclaration: 'not-secret',
    entryId,
    systemId: founded.systems.get('company-registration'),
    code: 'company-registration',
    name: '企业登记信息查询接口',
    baseUrl: address,
    timeoutMs: 5000,
    operations,
    document,
  };
  const service = expected(await people.as(steward, 'POST /gateway/services', { body }), 201);
  expected(await people.as(steward, `POST /gateway/services/${String(service.body['id'])}/online`), 200);
}

/** What the water bureau writes when it applies; the period begins on `from`. */
export function wellPermitApplication(from: string, { systemId, itemNos }: { systemId: string; itemNos: number[] }): ApplicationContent {
  return {
    itemNos,
    useBasis: [
      {
        kind: 'administrative-regulation',
        title: '取水许可和水资源费征收管理条例',
        article: '第十一条',
        text: '申请取水应当提交的材料和审查内容',
        articleId: null,
      },
    ],
    useScenario: '办理机井取水许可时，核对凿井单位的登记状态、经营范围和登记机关，申请人不再提交营业执照复印件。',
    usePurpose: 'administrative-basis',
    matter: { kind: 'service-matter', code: '650400-SL-0012', name: '取水许可审批' },
    matterFormat: 'QS-{digits:4}-{digits:1-6}',
    useScope: { users: '取水许可审批岗', userCount: 6, regionCodes: ['650400'] },
    sharingMode: 'api',
    systemId,
    validFrom: from,
    validTo: monthsLater(from, 12),
    callsPerDay: 500,
    storage: { persist: false, location: '', retentionDays: null },
    securityMeasures: '审批系统部署在电子政务外网，等级保护三级；仅审批岗可用，查询逐笔留痕。',
    commitment: true,
  };
}

const at = (application: Answer) => `/sharing/applications/${String(application.body['id'])}`;

/** An application of the water bureau that its head has signed: received by the provider, or answered at once by standing consent. */
export async function applyForWellPermit(
  city: SeededCity,
  { entry, from, itemNos }: { entry: string; from: string; itemNos: number[] },
): Promise<Answer> {
  const { people, founded, entries } = city;
  const started = expected(await people.as('slj.djy', 'POST /sharing/applications', { body: { entryId: entries.get(entry) } }), 201);
  const content = wellPermitApplication(from, { systemId: founded.systems.get('well-permit') ?? '', itemNos });
  expected(
    await people.as('slj.djy', `PUT ${at(started)}/content`, {
      body: { secrecyDeclaration: 'not-secret', content },
      ifMatch: started.etag ?? '',
    }),
    200,
  );
  expected(await people.as('slj.djy', `POST ${at(started)}/submission`), 200);
  const body = { decision: 'consent', opinion: '确属取水许可审查所需，同意申请。', code: await people.codeOf('slj.fzr') };
  return expected(await people.as('slj.fzr', `POST ${at(started)}/consent-out`, { body }), 200);
}

/** The handler's proposal to agree to these items for as long as the applicant asked (91-5.1). */
export function proposalToAgree(items: Proposal['items']): Proposal {
  return {
    result: 'agree',
    items,
    leftOut: [],
    conditions: '',
    quota: { perSecond: 20, perDay: 5000 },
    validTo: null,
    ground: null,
    basis: [],
    opinion: '符合履职需要，拟同意按办件逐户查询。',
  };
}

/** The provider agrees to every item with the entry's own masks, and its head signs. */
export async function agreeTo(people: CityPeople, application: Answer): Promise<Answer> {
  const { entryItems, content } = applicationSchema.parse(application.body);
  const proposal = proposalToAgree(
    entryItems.filter((item) => content.itemNos.includes(item.no)).map((item) => ({ no: item.no, mask: item.defaultMask })),
  );
  expected(await people.as('scjg.djy', `POST ${at(application)}/proposal`, { body: proposal }), 200);
  const body = { decision: 'sign', opinion: '同意共享。', code: await people.codeOf('scjg.fzr') };
  return expected(await people.as('scjg.fzr', `POST ${at(application)}/consent-in`, { body }), 200);
}
