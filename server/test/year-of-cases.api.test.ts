import { sql } from 'kysely';
import { applicationStateSchema } from '@karez/contract/sharing/schemas';
import { expect, test } from 'vitest';
import { deskListeners } from '#modules/desk/jobs';
import { lawJobs } from '#modules/law/jobs';
import { sharingJobs, sharingListeners } from '#modules/sharing/jobs';
import { deliverEvents } from '#platform/outbox';
import { randomFrom } from '../../tools/chaos/random.ts';
import { expected } from '../../tools/seed/city-people.ts';
import { wellPermitApplication } from '../../tools/seed/seed-sharing.ts';
import { openCity } from './city.ts';
import { companyEntry, itemOf, publishedEntry } from './published-entry.ts';
import { createTestDatabase } from './test-database.ts';
import { hasEnded, lapse, type Case } from './year/case-model.ts';
import { deeds, isLawful, signatureOf, type Deed } from './year/deeds.ts';
import { differences, movedBySilence, refusedWithoutGround } from './year/judges.ts';
import { isWorked, nextDay } from './year/working-days.ts';

/** Enough for every state. `KAREZ_YEAR_CASES=1000` takes seven minutes of a quiet core. */
const cases = Number(process.env['KAREZ_YEAR_CASES'] ?? 40);
const seed = 809;
const random = randomFrom(seed);
const store = await createTestDatabase();
const city = await openCity(store, { now: '2025-01-02T02:00:00Z' });
const { as, codeOf, needs } = city;
const listeners = [...deskListeners(needs), ...sharingListeners(needs)];
const jobs = [...lawJobs(needs), ...sharingJobs(needs)];

const basis = { articleId: null, kind: 'rule' as const, title: '登记管理办法', docNo: '令第1号', article: '第九条' };
const entry = (name: string) => {
  const items = [1, 2].map((no) => itemOf(no, { nameZh: `${name}${no}`, fieldName: `f${no}` }));
  const conditions = ['scope' as const, 'purpose' as const].map((kind) => ({ kind, text: `${name}用途`, monthsMax: null, basis }));
  return publishedEntry(city, 'scjg', companyEntry({ name, items, shareType: 'conditional', useConditions: '限于审批', conditions }));
};

/** What the worker does of itself, once a day at ten in the morning. */
async function dawn(today: string): Promise<void> {
  needs.clock.set(`${today}T02:00:00Z`);
  for (const job of jobs) await job.run({});
  while ((await deliverEvents((act) => store.database.transaction(act), listeners)) > 0);
  // Passwords end after some months; changing them is another test's story.
  if (today.endsWith('-01'))
    await sql`UPDATE identity.person SET password_changed_at = ${needs.clock.now()}`.execute(store.database.reader);
}

async function started(entryId: string, today: string): Promise<Case> {
  const draft = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const id = String(draft.body['id']);
  const from = nextDay(nextDay(today));
  const content = wellPermitApplication(from, { systemId: city.founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
  const body = { secrecyDeclaration: 'not-secret', content };
  expected(await as('slj.djy', `PUT /sharing/applications/${id}/content`, { body, ifMatch: draft.etag ?? '' }), 200);
  return { id, entryId, state: 'draft', terms: [], supplementDue: null, supplements: 0, extension: 'never', receivedOn: null };
}

const press = async (one: Case, deed: Deed, by = deed.by) => {
  const code = deed.signs ? await codeOf(by) : '';
  const body = deed.body?.(code, random);
  return as(by, `POST /sharing/applications/${one.id}/${deed.path}`, body ? { body } : {});
};

const walked = new Map<string, number>();
const seen = new Set<string>(['draft']);
const refusedOf = new Map<string, number>();
const proposed = new Map<string, string>();
const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
const known = (one: Case): readonly Deed[] => [...deeds, signatureOf(proposed.get(one.id) ?? 'propose-contest')];

/** One lawful deed of those that there are, chosen by weight; answers what went otherwise than the law says. */
async function goOn(one: Case, today: string): Promise<string[]> {
  const lawful = known(one).filter((deed) => isLawful(deed, one, today));
  // Ways that nobody has gone yet are gone sooner: the year is to see them all.
  const fresh = lawful.filter((each) => !walked.has(`${one.state} ${each.name}`));
  const chosen =
    fresh.length > 0 && random.below(3) === 0 ? fresh : lawful.flatMap((each) => Array.from({ length: each.weight }, () => each));
  const deed = random.pick(chosen);
  const answer = await press(one, deed);
  if (answer.status !== 200)
    return [`${today} ${one.id}: ${deed.name} from ${one.state} answered ${answer.status} ${String(answer.body['code'])}`];
  count(walked, `${one.state} ${deed.name}`);
  if (deed.name.startsWith('propose-')) proposed.set(one.id, deed.name);
  one.state = deed.to ?? one.state;
  deed.moves?.(one, today);
  seen.add(one.state);
  return [];
}

/** Something that the law does not allow now: it is refused, and the case is as it was. */
async function transgress(one: Case, today: string): Promise<string[]> {
  const unlawful = known(one).filter((deed) => !isLawful(deed, one, today));
  const foreign = random.below(3) === 0;
  const deed = random.pick(foreign ? known(one) : unlawful);
  const answer = await press(one, deed, foreign ? 'nyncj.djy' : deed.by);
  count(refusedOf, `${String(answer.status)} ${String(answer.body['code'])}`);
  return answer.status >= 400 && answer.status < 500
    ? []
    : [`${today} ${one.id}: unlawful ${deed.name} from ${one.state} answered ${answer.status}`];
}

const firstDay = Date.parse('2025-01-05');
/** How many cases have been begun by a day: evenly, and early enough that each can end within the year. */
const begunBy = (today: string): number => Math.ceil((cases * (Date.parse(today) - firstDay)) / (Date.parse('2025-11-10') - firstDay));

/** A day's work on a case: more often than not nobody has time for it. */
async function workOn(one: Case, today: string): Promise<string[]> {
  if (hasEnded(one)) return [];
  if (random.below(5) < 2) return goOn(one, today);
  return random.below(6) === 0 ? transgress(one, today) : [];
}

/** What the offices do on a day: on every other one, so that the year's sign-ins do not take the year's time. */
async function work(all: Case[], entries: readonly string[], today: string): Promise<string[]> {
  if (!isWorked(today) || Number(today.slice(-2)) % 2 === 1) return [];
  while (all.length < Math.min(begunBy(today), cases)) all.push(await started(random.pick(entries), today));
  const wrong: string[] = [];
  for (const one of all) wrong.push(...(await workOn(one, today)));
  return wrong;
}

test(`809-20, 809-21, 91-5.1: a whole year of ${cases} cases, over both festivals, made-up Saturdays and the day on which 809 replaced 91: every case stands where the law's own book has it, nothing is granted without both signatures, nothing lapses unescalated, nothing moves by silence`, async () => {
  const entries: string[] = [];
  for (const name of ['凿井单位名录', '水质检测机构', '灌溉设备登记']) entries.push(await entry(name));
  const all: Case[] = [];
  const wrong: string[] = [];
  for (let today = '2025-01-06'; today <= '2025-12-31'; today = nextDay(today)) {
    await dawn(today);
    for (const one of all) lapse(one, today);
    wrong.push(...(await work(all, entries, today)));
    if (today.endsWith('5') || today.endsWith('31')) wrong.push(...(await differences(store.database.reader, all, today)));
    expect(wrong.slice(0, 20), `seed ${seed}`).toEqual([]);
  }
  expect(all.length).toBe(cases);
  expect([...seen].toSorted()).toEqual(applicationStateSchema.options.toSorted());
  expect(await movedBySilence(store.database.reader)).toEqual([]);
  expect(await refusedWithoutGround(store.database.reader)).toBe(0);
  console.log(`${[...walked.values()].reduce((sum, one) => sum + one, 0)} deeds, refused:`, Object.fromEntries(refusedOf));
}, 3_600_000);
