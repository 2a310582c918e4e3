import { auditRefusals } from '@karez/contract/audit';
import { platformRefusals } from '@karez/contract/route';
import { settableClock } from '@karez/kit/clock';
import type { PublicKey } from '@karez/kit/crypto/signing';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { isRefusal, refuse } from '@karez/kit/refusal';
import type { SignedHead } from '@karez/policy/evidence/head';
import { readReceipt, verifyReceipt } from '@karez/policy/evidence/receipt';
import { exportVerifier } from '@karez/policy/evidence/verify-export';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type Caller } from '#platform/caller';
import { httpApp } from '#platform/http/app';
import { mount } from '#platform/http/mount';
import { keysFrom } from '#platform/keys';
import { createTestDatabase } from '#test/test-database';
import { recordBatch, type EvidenceReference } from './append.ts';
import { beginFirstLog } from './begin-log.ts';
import { headSigner } from './head-key.ts';
import { auditRoutes, failureRecorder } from './routes.ts';
import { seal } from './seal.ts';
import { witnessedPlatform } from './http-witness.ts';
import { witnessRound, type WitnessStore } from './witness.ts';

const { database } = await createTestDatabase();
const clock = settableClock('2026-11-22T06:00:00.000Z');
const needs = { database, clock, newId, keys: keysFrom(Buffer.alloc(32, 7)), log: silentLog };
const signer = await headSigner(needs);
const city = '650400';
const county = '650421';

const caller = (kind: Caller['kind'], id: string, orgId: string | null, powers: Caller['powers'] = []): Caller => ({
  kind,
  id,
  orgId,
  regionCode: city,
  powers,
});
const own = (power: string, orgId: string) => ({ power, orgId, regionCode: null });
const callers: Record<string, Caller> = {
  auditor: caller('person', 'auditor', 'org-authority', [
    { power: 'audit.read-all', orgId: null, regionCode: city },
    { power: 'audit.export', orgId: null, regionCode: city },
  ]),
  countyAuditor: caller('person', 'county-auditor', 'org-county', [
    { power: 'audit.read-all', orgId: null, regionCode: county },
    { power: 'audit.export', orgId: null, regionCode: county },
    { power: 'evidence.read', orgId: null, regionCode: county },
  ]),
  waterHead: caller('person', 'water-head', 'org-water', [own('audit.read-own', 'org-water'), own('evidence.read', 'org-water')]),
  marketClerk: caller('person', 'market-clerk', 'org-market', [own('evidence.read', 'org-market')]),
  stranger: caller('person', 'stranger', 'org-other', [own('evidence.read', 'org-other')]),
  waterClient: caller('client', 'client-well-permits', 'org-water'),
  otherClient: caller('client', 'client-other', 'org-water'),
};

const app = await httpApp({ trustedProxies: [] });
const failures = failureRecorder(needs);
const organisationsIn = (_reader: unknown, regions: readonly string[]) => Promise.resolve(regions.includes(county) ? ['org-county'] : []);
mount(
  app,
  {
    needs,
    statuses: { ...platformRefusals, ...auditRefusals },
    door: {
      authenticate: ({ headers, route }) => {
        const known = callers[String(headers['x-caller'])] ?? anonymous;
        const audience = known.kind === 'client' ? 'client' : 'person';
        const open = route.audience === 'anyone' || (known.kind !== 'anonymous' && route.audience === audience);
        return Promise.resolve(open ? known : refuse('request.signed-out'));
      },
      permit: (actor, { power }) =>
        power === null || actor.powers.some((held) => held.power === power) ? null : refuse('request.not-permitted'),
      recordFailure: failures.record,
    },
  },
  auditRoutes({ ...needs, organisationsIn }),
);
afterAll(() => app.close());

async function get(who: string, path: string) {
  const answer = await app.inject({ url: `/api/v1${path}`, headers: { 'x-caller': who, 'accept-language': 'en' } });
  const isJson = String(answer.headers['content-type']).includes('json') && !String(answer.headers['content-type']).includes('ndjson');
  return { status: answer.statusCode, text: answer.body, body: isJson ? JSON.parse(answer.body) : null };
}

let call: EvidenceReference = { id: '', payloadSalt: null };
let countyCall = '';
beforeAll(async () => {
  await beginFirstLog({ ...needs, signer });
  const drafts = Array.from(
    { length: 300 },
    (_none, number) =>
      ({
        at: clock.now(),
        actor: { kind: 'client', id: 'client-well-permits', orgId: number === 299 ? 'org-county' : 'org-water' },
        action: number === 7 ? 'gateway.call-other' : 'gateway.call-service',
        outcome: number === 8 ? ({ result: 'refused', code: 'gateway.quota.used-up' } as const) : ({ result: 'done' } as const),
        object: { kind: 'service', id: `service-${number % 2}` },
        grant: { id: 'grant-7', version: 1 },
        matter: 'permit 7',
        operator: 'officer 12',
        origin: '10.20.0.7',
        payload: Buffer.from('the answer'),
        facts: { providerOrg: 'org-market' },
      }) as const,
  );
  const references = await database.transaction((tx) => recordBatch(tx, drafts));
  call = references[7] ?? call;
  countyCall = references[299]?.id ?? '';
  await seal({ database, clock, signer });
});

describe('audit.search-acts', () => {
  test('200: the audit administrator sees all, a head the own organisation, another region’s administrator that region only', async () => {
    const [all, water, other] = [
      await get('auditor', '/evidence/acts'),
      await get('waterHead', '/evidence/acts'),
      await get('countyAuditor', '/evidence/acts'),
    ];

    expect(all).toMatchObject({ status: 200, body: { total: 302 } });
    expect(water.body.total).toBe(299);
    expect(other.body.total).toBe(1);
    expect(all.text).not.toContain('officer 12');
  });

  test('200: filters and pages come from the same conditions as the total', async () => {
    expect((await get('auditor', '/evidence/acts?action=gateway.call-other')).body).toMatchObject({
      total: 1,
      items: [{ recordId: call.id, index: 9 }],
    });
    expect((await get('auditor', '/evidence/acts?result=refused&object=service-0&grant=grant-7')).body.total).toBe(1);
    expect((await get('waterHead', '/evidence/acts?org=org-county')).body.total).toBe(0);
    expect((await get('auditor', '/evidence/acts?until=2020-01-01T00:00:00Z')).body.total).toBe(0);
    const first = await get('auditor', '/evidence/acts?limit=100');
    const second = await get('auditor', `/evidence/acts?limit=100&cursor=${first.body.next}`);
    expect(new Set([...first.body.items, ...second.body.items].map(({ index }) => index)).size).toBe(200);
  });

  test('403: whoever is neither is told so, and the refusal is evidence', async () => {
    const answer = await get('marketClerk', '/evidence/acts');
    await seal({ database, clock, signer });

    expect(answer).toMatchObject({ status: 403, body: { code: 'audit.acts.not-permitted', evidence: expect.any(String) } });
    const [recorded] = (await get('auditor', '/evidence/acts?action=audit.search-acts')).body.items;
    expect(recorded).toMatchObject({ recordId: answer.body.evidence, result: 'refused', actorId: 'market-clerk' });
  });
});

describe('audit.get-receipt', () => {
  const receiptFor = async (who: string, path = `/evidence/records/${call.id}/receipt`) => {
    const receipt = readReceipt((await get(who, path)).text);
    if (!receipt) throw new Error('no receipt');
    return receipt;
  };

  test('200: both parties get a receipt that verifies with the published keys, and open what is theirs to know', async () => {
    const keys = (await get('nobody', '/evidence/keys')).body.items;

    const [provider, requester, auditor] = [await receiptFor('marketClerk'), await receiptFor('waterHead'), await receiptFor('auditor')];

    for (const receipt of [provider, requester, auditor]) expect(verifyReceipt(receipt, { keys }).findings).toEqual([]);
    expect(provider.openings.map(({ field }) => field)).toEqual(['matter', 'payload']);
    expect(requester.openings.map(({ field }) => field)).toEqual(['matter', 'operator', 'origin', 'payload']);
    expect(auditor.openings.map(({ field }) => field)).toEqual(['matter', 'operator', 'origin']);
    expect(provider.openings.find(({ field }) => field === 'payload')?.salt).toBe(call.payloadSalt);
  });

  test('audit.get-client-receipt 200: the machine client that made the call gets it too; another of the same organisation does not', async () => {
    const path = `/evidence/own-records/${call.id}/receipt`;

    expect((await receiptFor('waterClient', path)).openings.map(({ field }) => field)).toEqual(['matter', 'operator', 'payload']);
    expect(await get('otherClient', `/evidence/own-records/${call.id}/receipt`)).toMatchObject({
      status: 404,
      body: { code: 'audit.record.not-found' },
    });
  });

  test('404: for anybody else the record does not exist', async () => {
    const [hidden, absent] = [
      await get('stranger', `/evidence/records/${call.id}/receipt`),
      await get('stranger', `/evidence/records/${newId()}/receipt`),
    ];

    expect(hidden).toMatchObject({ status: 404, body: { code: 'audit.record.not-found' } });
    expect(hidden.body.title).toBe(absent.body.title);
  });

  test('404: a county’s audit administrator opens what the county’s organisations did, and nothing of the city’s', async () => {
    const opened = await receiptFor('countyAuditor', `/evidence/records/${countyCall}/receipt`);
    const other = await get('countyAuditor', `/evidence/records/${call.id}/receipt`);

    expect(opened.openings.map(({ field }) => field)).toEqual(['matter', 'operator', 'origin']);
    expect(other).toMatchObject({ status: 404, body: { code: 'audit.record.not-found' } });
  });

  test('409: what was written a moment ago has no head above it yet', async () => {
    const draft = {
      at: clock.now(),
      actor: { kind: 'system', id: 'test', orgId: null },
      action: 'desk.do-something',
      outcome: { result: 'done' },
    } as const;
    const [fresh] = await database.transaction((tx) => recordBatch(tx, [draft]));

    expect(await get('auditor', `/evidence/records/${fresh?.id}/receipt`)).toMatchObject({
      status: 409,
      body: { code: 'audit.record.not-sealed' },
    });
  });
});

describe('audit.export-evidence', () => {
  const verified = async (path: string) => {
    const verifier = exportVerifier({ keys: (await get('nobody', '/evidence/keys')).body.items });
    for (const line of (await get('auditor', path)).text.split('\n').slice(0, -1)) verifier.take(Buffer.from(line, 'utf8'));
    return verifier.end();
  };

  test('200: a part and the whole verify offline', async () => {
    expect(await verified('/evidence/export')).toMatchObject({ intact: true, from: 0 });
    expect(await verified('/evidence/export?from=10&to=290')).toMatchObject({ intact: true, records: 280 });
  });

  test('403: the log is the whole installation’s, so a county’s audit administrator does not export it', async () => {
    expect(await get('countyAuditor', '/evidence/export')).toMatchObject({ status: 403, body: { code: 'audit.log.other-region' } });
  });

  test('403 without the power, 404 for an unknown log, 422 beyond the end', async () => {
    expect((await get('waterHead', '/evidence/export')).status).toBe(403);
    expect(await get('auditor', `/evidence/export?log=${newId()}`)).toMatchObject({ status: 404, body: { code: 'audit.log.not-found' } });
    expect(await get('auditor', '/evidence/export?to=100000')).toMatchObject({ status: 422, body: { code: 'audit.range.outside' } });
  });
});

describe('what everybody may read', () => {
  test('audit.list-logs, audit.list-heads, audit.get-consistency, audit.get-tile: enough for a witness without any account', async () => {
    const [log] = (await get('nobody', '/evidence/logs')).body.items;
    const heads = (await get('nobody', `/evidence/logs/${log.log}/heads?from=1`)).body.items;
    const consistency = await get('nobody', `/evidence/logs/${log.log}/consistency?first=1&second=${log.size}`);
    const tile = await get('nobody', `/evidence/logs/${log.log}/tiles/0/0`);

    expect(log).toMatchObject({ open: true, hash: 'sm3' });
    expect(heads.at(-1).body).toBe(log.head.body);
    expect(consistency.body.proof.length).toBeGreaterThan(0);
    expect(tile.body.hashes).toHaveLength(256 * 64);
  });

  test('a witness elsewhere keeps the heads over HTTP and finds nothing wrong', async () => {
    const address = await app.listen({ host: '127.0.0.1', port: 20_000 + (process.pid % 10_000) });
    const kept: SignedHead[] = [];
    const trusted: PublicKey[] = [];
    const store: WitnessStore = {
      read: () => Promise.resolve({ heads: kept, keys: trusted }),
      keepHeads: async (_log, heads) => void kept.push(...heads),
      keepKeys: async (keys) => void trusted.push(...keys),
    };

    const first = await witnessRound(witnessedPlatform(address), store);
    await seal({ database, clock, signer }, { evenIfEmpty: true });
    const second = await witnessRound(witnessedPlatform(address), store);

    expect([first[0]?.refused, second[0]?.refused]).toEqual([null, null]);
    expect(second[0]?.kept).toBe(1);
    expect(trusted).toHaveLength(1);
  });

  test('404 and 422: unknown logs and tiles, sizes beyond the end', async () => {
    const [log] = (await get('nobody', '/evidence/logs')).body.items;
    const codes = [
      await get('nobody', `/evidence/logs/${newId()}/heads`),
      await get('nobody', `/evidence/logs/${log.log}/tiles/7/0`),
      await get('nobody', `/evidence/logs/${log.log}/consistency?first=5&second=2`),
    ].map(({ status, body }) => [status, body.code]);

    expect(codes).toEqual([
      [404, 'audit.log.not-found'],
      [404, 'audit.tile.not-found'],
      [422, 'audit.range.outside'],
    ]);
  });
});

test('refusals of nameless callers are recorded one by one up to 20 a minute, then counted', async () => {
  clock.advance(120_000);
  const answers = [];
  for (let attempt = 0; attempt < 30; attempt += 1) answers.push(await get('nobody', '/evidence/acts'));
  clock.advance(61_000);
  await get('nobody', '/evidence/acts');
  await seal({ database, clock, signer });

  expect(answers.filter(({ body }) => body.evidence !== null)).toHaveLength(20);
  const [counted] = (await get('auditor', '/evidence/acts?action=audit.count-refusals')).body.items;
  const receipt = readReceipt((await get('auditor', `/evidence/records/${counted.recordId}/receipt`)).text);
  expect(isRefusal(receipt)).toBe(false);
  expect(JSON.parse(receipt?.record ?? '{}').facts).toMatchObject({ count: 10 });
});
