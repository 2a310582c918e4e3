import { expect, test } from 'vitest';
import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../../tools/seed/city-people.ts';
import { demandsIn, promise } from './test-demands.ts';
import { watchDemandPromises } from './watch-promises.job.ts';

const city = await openCity(await createTestDatabase());
const { as } = city;
const demands = demandsIn(city);

test('91-4.3: sharing.recall-demand: a broken promise is told once to provider, authority and requester, and the authority may take the demand back', async () => {
  const id = await demands.answered(promise);
  const early = await demands.post('zfb.zgy', id, '/recall', { opinion: '收回' });
  expect(early).toMatchObject({ status: 409, body: { code: 'sharing.demand.not-overdue' } });
  city.needs.clock.set('2027-02-01T02:00:00Z');

  expect(await watchDemandPromises(city.needs)).toBeGreaterThan(0);
  expect(await watchDemandPromises(city.needs)).toBe(0);

  expect((await demands.read(id)).body).toMatchObject({ state: 'promised', promiseOverdue: true });
  for (const who of ['slj.djy', 'scjg.fzr', 'zfb.zgy'])
    expect(await demands.notices(who)).toContain('sharing.demand-notice.promise-overdue');
  expect(await demands.todos('scjg.fzr')).toContain('sharing.demand-todo.keep');
  const overdue = await as('zfb.zgy', 'GET /sharing/demands?overdue=yes&limit=100');
  expect(JSON.stringify(overdue.body['items'])).toContain(id);
  const recalled = await as('zfb.zgy', `POST /sharing/demands/${id}/recall`, { body: { opinion: '逾期未落实' } });
  expect(expected(recalled, 200).body).toMatchObject({ state: 'at-authority', provider: null, promisedOn: null });
  expect(await demands.todos('scjg.fzr')).not.toContain(id);
});
