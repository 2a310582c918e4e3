import { sql } from 'kysely';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openCity } from '#test/city';
import { companyEntry, itemOf, publishedEntry } from '#test/published-entry';
import { recorderOf } from '#test/recorded';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { proposalToAgree, wellPermitApplication } from '../../../../../tools/seed/seed-sharing.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as, codeOf } = city;
const recordedBy = recorderOf(store.database);
const impactAssessment = {
  assessedOn: '2026-11-01',
  necessity: '履职',
  impact: '可控',
  measures: '脱敏',
  conclusion: 'acceptable',
} as const;
/** Elements of the city; the columns that hold them bear other names. */
const elements = { P0001: '姓名', P0002: '出生日期', P0003: '户籍地址' } as const;

const entryTelling = (name: string, code: keyof typeof elements | null, personal = false): Promise<string> =>
  publishedEntry(
    city,
    'scjg',
    companyEntry({
      name,
      items: [
        itemOf(1, { nameZh: `${name}编号`, fieldName: `n${name.length}_1` }),
        itemOf(2, {
          nameZh: `${name}甲栏`,
          fieldName: `n${name.length}_2`,
          dataElement: code,
          ...(personal ? { sensitivity: 'personal' as const, maskingRule: 'name' as const } : {}),
        }),
      ],
      ...(personal ? { personalData: 'personal' as const, impactAssessment } : {}),
    }),
  );
const at = (application: Answer, step = '') => `/sharing/applications/${String(application.body['id'])}${step}`;

/** A draft of 市水利局 that is written and handed to its head. */
async function submitted(entryId: string): Promise<Answer> {
  const started = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  const content = wellPermitApplication('2026-12-01', { systemId: city.founded.systems.get('well-permit') ?? '', itemNos: [1, 2] });
  const body = { secrecyDeclaration: 'not-secret', content };
  expected(await as('slj.djy', `PUT ${at(started, '/content')}`, { body, ifMatch: started.etag ?? '' }), 200);
  return expected(await as('slj.djy', `POST ${at(started, '/submission')}`), 200);
}
const consentOut = async (application: Answer) =>
  as('slj.fzr', `POST ${at(application, '/consent-out')}`, {
    body: { decision: 'consent', opinion: '同意', code: await codeOf('slj.fzr') },
  });
const proposed = async (application: Answer) => {
  const proposal = proposalToAgree([1, 2].map((no) => ({ no, mask: 'none' as const })));
  expected(await as('scjg.djy', `POST ${at(application, '/proposal')}`, { body: proposal }), 200);
};
async function agree(application: Answer): Promise<Answer> {
  await proposed(application);
  return signIn(application);
}
const signIn = async (application: Answer) =>
  as('scjg.fzr', `POST ${at(application, '/consent-in')}`, { body: { decision: 'sign', opinion: '同意', code: await codeOf('scjg.fzr') } });
const granted = async (entryId: string): Promise<Answer> => {
  const application = await submitted(entryId);
  expected(await consentOut(application), 200);
  return expected(await agree(application), 200);
};
/** What the head reads of the combination; some digest where there is nothing to read. */
const readAbout = async (application: Answer): Promise<string> => {
  const { body } = expected(await as('slj.fzr', `GET ${at(application)}`), 200);
  return (body['aggregation'] as { about: string | null } | null)?.about ?? 'a'.repeat(64);
};
type Saying = { readonly words?: string; readonly by?: string; readonly about?: string; readonly code?: string };
const answer = async (
  application: Answer,
  { words = '取水许可须逐项核对，已核减字段，限审批岗使用。', by = 'slj.fzr', ...said }: Saying = {},
) => {
  const applicationId = String(application.body['id']);
  const body = { about: said.about ?? (await readAbout(application)), words, code: said.code ?? (await codeOf(by)) };
  return as(by, `POST /sharing/applications/${applicationId}/aggregation-answer`, { body });
};
const todos = async (by: string) => JSON.stringify((await as(by, 'GET /desk/todos?limit=100')).body);
const owed = 'sharing.todo.answer-aggregation';
const waitsForLock = (least: number) =>
  vi.waitFor(
    async () => {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(
        store.database.reader,
      );
      expect(rows[0]?.count).toBeGreaterThanOrEqual(least);
    },
    { timeout: 20_000, interval: 10 },
  );
const guardOf = async (by: string, application: Answer) => expected(await as(by, `GET ${at(application)}`), 200).body['aggregation'];
const notices = async (by: string) => JSON.stringify((await as(by, 'GET /desk/notices?limit=100')).body);

let personalEntry = '';

beforeAll(async () => {
  for (const [code, name] of Object.entries(elements)) {
    const body = { code, name, definition: `${name}的定义`, dataType: 'C', codeSet: null, synonyms: [] };
    expected(await as('zfb.zgy', 'POST /catalog/elements', { body }), 201);
  }
  personalEntry = await entryTelling('联络人员名录', null, true);
}, 300_000);

describe('809-25, design.md §2: the aggregation guard', () => {
  test('91-6.3: three separately harmless grants trip it: providers and authority are warned, and personal data waits for the signed written answer of the head', async () => {
    const before = await submitted(personalEntry);
    expected(await consentOut(before), 200);
    expected(await granted(await entryTelling('取水户名录', 'P0001')), 200);
    expected(await granted(await entryTelling('机井登记底册', 'P0002')), 200);
    expect(await guardOf('slj.djy', before)).toBeNull();
    expect(await answer(before)).toMatchObject({ status: 409, body: { code: 'sharing.aggregation.nothing-to-answer' } });
    const third = await submitted(await entryTelling('节水改造补贴名册', 'P0003'));
    // What it would trip is shown before it is sent.
    expect(await guardOf('slj.djy', third)).toMatchObject({
      rules: [{ rule: 're-identification', pending: true, grantCount: 2 }],
      needsAnswer: false,
    });
    expected(await consentOut(third), 200);
    await proposed(third);
    await proposed(before);
    let granting: Promise<Answer> | undefined;
    let signing: Promise<Answer> | undefined;

    const records = await recordedBy(async () => {
      // The grant that trips it is held back in its middle, while personal data is signed for.
      await store.database.transaction(async (tx) => {
        await sql`LOCK TABLE sharing.number_counter IN ACCESS EXCLUSIVE MODE`.execute(tx);
        granting = signIn(third);
        await waitsForLock(1);
        signing = signIn(before);
        await waitsForLock(2);
        return true;
      });
      expect(await granting).toMatchObject({ status: 200 });
      // Sent before, it is not granted without the answer, and its head is asked for it.
      expect(await signing).toMatchObject({ status: 409, body: { code: 'sharing.aggregation.unanswered' } });
    });

    expect(records.map(({ action }) => action)).toContain('sharing.warn-of-aggregation');
    for (const by of ['scjg.djy', 'zfb.zgl', 'slj.fzr']) expect(await notices(by)).toContain('sharing.notice.aggregation');
    const tripped = { rule: 're-identification', kinds: ['birth', 'name', 'residence'], pending: false, grantCount: 3 };
    expect(await guardOf('scjg.fzr', before)).toMatchObject({ rules: [tripped], needsAnswer: true, answer: null });
    expect(await todos('slj.fzr')).toContain(owed);
    // The next is not even sent.
    const next = await submitted(await entryTelling('联络人员名录补充', null, true));
    expect(await consentOut(next)).toMatchObject({ status: 409, body: { code: 'sharing.aggregation.unanswered' } });

    expect(await answer(before, { words: '张某 13812345678' })).toMatchObject({ body: { code: 'sharing.aggregation.personal-value' } });
    // Who may not answer, or has read something else, keeps the code.
    const [theirs, code] = [await codeOf('scjg.fzr'), await codeOf('slj.fzr')];
    expect(await answer(before, { by: 'scjg.fzr', code: theirs })).toMatchObject({ status: 403 });
    expect(await answer(before, { about: 'b'.repeat(64), code })).toMatchObject({
      status: 412,
      body: { code: 'sharing.aggregation.stale' },
    });
    const answered = expected(await answer(before, { code }), 200);
    expect(await todos('slj.fzr')).not.toContain(owed);

    expect(answered.body['aggregation']).toMatchObject({ needsAnswer: false, answer: { words: expect.stringContaining('取水许可') } });
    for (const by of ['scjg.fzr', 'zfb.zgl'])
      expect(await guardOf(by, before)).toMatchObject({ about: null, answer: { words: expect.stringContaining('取水许可') } });
    expect(JSON.stringify(answered.body['history'])).toContain('aggregation-answered');
    const decision = { decision: 'sign', opinion: '同意', code: theirs };
    expected(await as('scjg.fzr', `POST ${at(before, '/consent-in')}`, { body: decision }), 200);
    // Decided, it tells what was answered, and nothing of what the department holds later.
    expect(await guardOf('scjg.fzr', before)).toEqual({
      rules: [],
      about: null,
      needsAnswer: false,
      answer: { words: expect.stringContaining('取水许可'), at: expect.any(String) },
    });
  }, 120_000);

  test('an answer is about the grants that were held: another combination needs another, a part of it none, and what is no personal data needs none', async () => {
    const waiting = await submitted(await entryTelling('联络人员名录续编', null, true));
    expected(await answer(waiting), 200);
    const read = await readAbout(waiting);
    const added = expected(await granted(await entryTelling('取水户名录增补', 'P0001')), 200);
    expect(await answer(waiting, { about: read })).toMatchObject({ status: 412 });

    expect(await consentOut(waiting)).toMatchObject({ status: 409, body: { code: 'sharing.aggregation.unanswered' } });
    expected(await answer(waiting, { words: '增补名录仅用于核对变更。' }), 200);
    const revocation = { reason: '不再提供', code: await codeOf('scjg.fzr') };
    expected(await as('scjg.fzr', `POST /sharing/grants/${String(added.body['grantId'])}/revocation`, { body: revocation }), 200);
    expect(await readAbout(waiting)).toBe(read);
    expect(await guardOf('slj.fzr', waiting)).toMatchObject({ needsAnswer: false });
    expected(await consentOut(waiting), 200);
    expect(await answer(await submitted(await entryTelling('渠系编号名录', null)))).toMatchObject({ status: 200 });
  }, 120_000);
});
