import { expect, test } from 'vitest';
import { applied, call, clock, company, companyGateway, companyService, grantDelta, publish, serviceDelta } from './gateway-fixture.ts';
import { sampleGrant } from '@karez/policy/grant/grant-samples';

const { database, provider, gateway } = await companyGateway();

test('809-25: while a renewal takes over, every call is answered, by what ran or by what runs now, and none goes back', async () => {
  const former = sampleGrant();
  await applied(
    gateway,
    await publish(database, serviceDelta(companyService(provider.baseUrl)), grantDelta({ quota: { ...former.quota, perSecond: 1000 } })),
  );
  const before = (await call(gateway)).json();
  const wider = [...former.items, { no: 4, path: 'idNumber', mask: 'none' as const }].filter(
    ({ no }, index, all) => all.findIndex((one) => one.no === no) === index,
  );

  const answers: { status: number; body: unknown }[] = [];
  const calling = (async () => {
    for (let count = 0; count < 60; count++) {
      const answer = await call(gateway);
      answers.push({ status: answer.status, body: answer.json() });
      clock.advance(100);
    }
  })();
  const position = await publish(
    database,
    grantDelta({ version: former.version + 1, items: wider, quota: { ...former.quota, perSecond: 1000 } }),
  );
  await Promise.all([calling, applied(gateway, position)]);

  const after = (await call(gateway)).json();
  expect(after).toMatchObject({ idNumber: company.idNumber });
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const isNew = answers.map(({ body }) => JSON.stringify(body) === JSON.stringify(after));
  expect(answers.every(({ body }, place) => isNew[place] === true || JSON.stringify(body) === JSON.stringify(before))).toBe(true);
  expect(isNew.lastIndexOf(false)).toBeLessThan(isNew.includes(true) ? isNew.indexOf(true) : isNew.length);
});
