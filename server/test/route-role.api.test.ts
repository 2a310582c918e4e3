import { beforeAll, describe, expect, test } from 'vitest';
import { everyServedRoute } from '../src/processes/portal-app.ts';
import { openCity } from './city.ts';
import { requestsTo } from './route-role-requests.ts';
import { nameOf, routeOf, send, type Got, type Seat, type Sending } from './route-role-seats.ts';
import { secrets } from './route-role-secrets.ts';
import { access, covers, type Access } from './route-role-table.ts';
import { openWorld, secretTexts, type World } from './route-role-world.ts';
import { storedRows } from './stored-rows.ts';
import { createTestDatabase } from './test-database.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const routes = everyServedRoute(city.needs).map(({ route }) => route);
const rows = Object.entries(access).filter(([, who]) => who !== 'own-session');

let world: World;
let requests: Readonly<Record<string, Sending>> = {};
let texts: ReturnType<typeof secretTexts> = [];
/** How many requests are on their way at once. */
const ATONCE = 6;

beforeAll(async () => {
  world = await openWorld(city);
  requests = requestsTo(world);
  texts = secretTexts(world);
}, 300_000);

test('every served route has a row in the table of who may get through, and a request that tries it', () => {
  expect(routes.length, 'the portal serves routes').toBeGreaterThan(90);
  const known = new Set(Object.keys(access).map(routeOf));
  const missing = routes
    .filter(({ id }) => !known.has(id))
    .map(({ id }) => `${id} has no row: write into route-role-table.ts which roles get through, and where.`);
  const gone = [...known].filter((id) => !routes.some((route) => route.id === id)).map((id) => `${id} is in the table but is not served.`);
  const untried = rows
    .filter(([row]) => requests[row] === undefined)
    .map(([row]) => `${row} has no request: write one into route-role-requests.ts.`);
  expect([...missing, ...gone, ...untried]).toEqual([]);
});

function isThrough(who: Access, seat: Seat): boolean {
  if (who === 'own-session') return false;
  return who === 'everyone' || covers(who, seat);
}

function seatsOf(who: Access, through: boolean): Seat[] {
  // What is open to everyone asks nobody who they are: one seat of each place stands for the others.
  const seats = who === 'everyone' ? world.seats.filter(({ role }) => role === 'CATALOG_REGISTRAR') : world.seats;
  return [...world.outsiders, ...seats].filter((seat) => isThrough(who, seat) === through);
}

/** Asks for all seats, a few side by side. */
async function askAll(seats: readonly Seat[], sending: Sending): Promise<(readonly [Seat, Got])[]> {
  const got: (readonly [Seat, Got])[] = [];
  for (let start = 0; start < seats.length; start += ATONCE) {
    const some = seats.slice(start, start + ATONCE);
    got.push(...(await Promise.all(some.map(async (seat) => [seat, await send(city, seat, sending)] as const))));
  }
  return got;
}

/** What an answer tells that its reader may not know; what the request itself named is no news. */
function leaks(seat: Seat, got: Got, sending: Sending): string[] {
  const asked = `${sending.url} ${JSON.stringify(sending.body ?? '')} ${JSON.stringify(sending.upload ?? '')}`;
  return texts
    .filter(([text, secret]) => got.text.includes(text) && !asked.includes(text) && !covers(secrets[secret], seat))
    .map(([text, secret]) => `${nameOf(seat)} learns of ${secret}: ${text}`);
}

function isDenied({ status, type }: Got): boolean {
  return [401, 403, 404].includes(status) && type.startsWith('application/problem+json');
}

describe('denied by default', () => {
  let before: Record<string, string> = {};
  beforeAll(async () => {
    before = await storedRows(city);
  });

  test.each(rows)('401, 403, 404: %s lets nobody through but whom the table names', async (row, who) => {
    const sending = requests[row];
    if (!sending) throw new Error(`${row} has no request`);
    const got = await askAll(seatsOf(who, false), sending);
    const through = got
      .filter(([, answer]) => !isDenied(answer))
      .map(([seat, { status, text }]) => `${nameOf(seat)}: ${status} ${text.slice(0, 200)}`);
    expect(through.join('\n')).toBe('');
    expect(got.flatMap(([seat, answer]) => leaks(seat, answer, sending)).join('\n')).toBe('');
  });

  test('all of these refusals together have written nothing', async () => {
    expect(Object.keys(before).length).toBeGreaterThan(30);
    expect(await storedRows(city)).toEqual(before);
  });
});

describe('what is let through shows its reader nothing of others', () => {
  const reading = (row: string) => requests[row]?.method === 'GET';

  test.each(rows.filter(([row]) => /\.(?:list|get|read|find|search|download|export)-/u.test(row)))('%s', async (row, who) => {
    const sending = requests[row];
    if (!sending || !reading(row)) return;
    const got = await askAll(seatsOf(who, true), sending);
    const refused = got
      .filter(([, { status }]) => [401, 403, 500].includes(status))
      .map(([seat, { status, text }]) => `${nameOf(seat)}: ${status} ${text.slice(0, 200)}`);
    expect(refused.join('\n')).toBe('');
    expect(got.flatMap(([seat, answer]) => leaks(seat, answer, sending)).join('\n')).toBe('');
  });

  test.each([
    '/sharing/applications?side=outgoing',
    '/sharing/applications?side=incoming',
    '/sharing/applications?side=authority',
    '/sharing/grants?side=held',
    '/sharing/grants?side=given',
    '/catalog/imports',
    `/catalog/entries?q=${encodeURIComponent('坎儿隐标')}`,
    `/catalog/entries?state=unpublished&q=${encodeURIComponent('企业')}`,
    '/gateway/services?own=true',
    '/gateway/services?state=draft',
    '/desk/todos',
    '/desk/todos?tab=done',
    '/desk/begun?state=all',
    '/desk/notices',
    '/desk/notices?tab=copies',
  ])('a department that is no party, and another region, count nothing in %s', async (url) => {
    const seats = world.seats.filter(({ place }) => place === 'other' || place === 'county');
    const got = await askAll(seats, { method: 'GET', url });
    const counted = got.filter(([, { status, text }]) => status === 200 && (JSON.parse(text) as { total: number }).total !== 0);
    expect(counted.map(([seat, { text }]) => `${nameOf(seat)}: ${text.slice(0, 200)}`).join('\n')).toBe('');
    expect(got.some(([, { status }]) => status === 200)).toBe(true);
  });
});

describe('the table says the truth about who gets through', () => {
  test.each(rows)('%s', async (row, who) => {
    const sending = requests[row];
    if (!sending) throw new Error(`${row} has no request`);
    // One after the other: what the first has done may be in the way of the second, but never its right to ask.
    const refused: string[] = [];
    const seats = seatsOf(who, true).filter(({ personId }) => personId !== null);
    for (const seat of sending.method === 'GET' ? [] : seats) {
      const { status, text } = await send(city, seat, sending);
      if ([401, 403, 404, 500].includes(status)) refused.push(`${nameOf(seat)}: ${status} ${text.slice(0, 300)}`);
    }
    expect(refused.join('\n')).toBe('');
  });
});

test.each([
  ['/session/second-factor/enrolment', undefined],
  ['/session/second-factor', { code: '000000' }],
  ['/session/password', { current: 'a', next: 'Karez-Water-2027-next' }],
  ['/session', { account: 'scjg.djy', password: 'not-the-password' }],
])('401: without a session, or with a wrong password, POST %s opens nothing', async (url, body) => {
  const [nobody] = world.outsiders;
  if (!nobody) throw new Error('there is no seat without a session');
  const got = await send(city, nobody, { method: 'POST', url, ...(body ? { body } : {}) });
  expect([got.status, got.type.split(';')[0]]).toEqual([401, 'application/problem+json']);
});
