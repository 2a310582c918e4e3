import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { lawJobs } from '#modules/law/jobs';
import { deliverEvents } from '#platform/outbox';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import type { TestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../tools/seed/city-people.ts';
import { wellPermitApplication } from '../../../../tools/seed/seed-sharing.ts';
import { sharingListeners } from './jobs.ts';

const DAY_MS = 86_400_000;
const basis = { articleId: null, kind: 'rule' as const, title: '登记管理办法', docNo: '令第1号', article: '第九条' };

export const idOf = (application: Answer): string => String(application.body['id']);

/** The demo city, in which 水利局 applies to 市场监管局 for entries that are shared on conditions, within ten working days (809-21). */
export async function receivingCity(store: TestDatabase) {
  const city = await openCity(store);
  const { as, codeOf, needs } = city;
  let names = 0;

  const entry = (name: string) => {
    names += 1;
    const items = [1, 2, 3].map((no) => itemOf(no, { nameZh: `${name}${no}`, fieldName: `f${names}_${no}` }));
    const conditions = ['scope' as const, 'purpose' as const].map((kind) => ({ kind, text: `${name}用途`, monthsMax: null, basis }));
    return publishedEntry(city, 'scjg', companyEntry({ name, items, shareType: 'conditional', useConditions: '限于审批', conditions }));
  };
  const content = (): ApplicationContent =>
    wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
  const write = async (application: Answer, text: ApplicationContent) => {
    const read = expected(await as('slj.djy', `GET /sharing/applications/${idOf(application)}`), 200);
    const body = { secrecyDeclaration: 'not-secret', content: text };
    return expected(await as('slj.djy', `PUT /sharing/applications/${idOf(application)}/content`, { body, ifMatch: read.etag ?? '' }), 200);
  };
  const consent = async () => ({ decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') });

  /** An application that the provider has just received. */
  const received = async (entryId: string): Promise<Answer> => {
    const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
    await write(started, content());
    expected(await as('slj.djy', `POST /sharing/applications/${idOf(started)}/submission`), 200);
    return expected(await as('slj.fzr', `POST /sharing/applications/${idOf(started)}/consent-out`, { body: await consent() }), 200);
  };
  const read = async (by: string, application: Answer) =>
    expected(await as(by, `GET /sharing/applications/${idOf(application)}`), 200).body;

  /** Lets calendar days pass, ticks the clocks and delivers what they say. */
  const tick = async () => {
    for (const job of lawJobs(needs)) if (job.id === 'law.clock-tick') await job.run({});
  };
  const deliver = () => deliverEvents((work) => store.database.transaction(work), sharingListeners(needs));
  const pass = async (days: number) => {
    needs.clock.advance(days * DAY_MS);
    await tick();
    await deliver();
  };
  const notices = async (by: string) => JSON.stringify((await as(by, 'GET /desk/notices?limit=100')).body);
  const todos = async (by: string) => JSON.stringify((await as(by, 'GET /desk/todos?limit=100')).body);
  return { city, as, codeOf, needs, entry, content, write, consent, received, read, pass, tick, deliver, notices, todos };
}
