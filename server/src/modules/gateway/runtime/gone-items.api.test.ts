import { beforeEach, expect, test } from 'vitest';
import {
  applied,
  call,
  clock,
  company,
  companyGateway,
  companyOperation,
  companyService,
  grantDelta,
  publish,
  serviceDelta,
} from './gateway-fixture.ts';

const { database, provider, gateway } = await companyGateway();

beforeEach(() => {
  clock.advance(60_000);
  provider.seen.length = 0;
});

/** The service as its provider puts it online again after a version took items away; the grant keeps every number that it was given. */
async function servingOnly(...fields: readonly { no: number; path: string }[]): Promise<void> {
  const service = companyService(provider.baseUrl, { version: 2, operations: [companyOperation({ fields: [...fields] })] });
  await applied(gateway, await publish(database, serviceDelta(service), grantDelta()));
}

test('809-27: an item that a version took away leaves no more, though the grant names it and the provider still sends it', async () => {
  await servingOnly({ no: 1, path: 'uscc' }, { no: 3, path: 'phone' });

  const answer = await call(gateway);

  expect([answer.status, answer.json()]).toEqual([200, { uscc: company.uscc, phone: '138****1234' }]);
});

test('403: a grant of which no item is left opens nothing, and the provider is not asked', async () => {
  await servingOnly({ no: 4, path: 'idNumber' });

  const answer = await call(gateway);

  expect([answer.status, answer.json()]).toMatchObject([403, { code: 'grant.items.none' }]);
  expect(provider.seen).toEqual([]);
});
