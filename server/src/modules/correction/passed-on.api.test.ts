import { correctionSchema } from '@karez/contract/correction/schemas';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { expected } from '../../../../tools/seed/city-people.ts';
import { corrected, correctionsIn, noError } from './test-corrections.ts';

const store = await createTestDatabase();
const city = await openCity(store);
const { as } = city;
const corrections = correctionsIn(city);
const { post, read } = corrections;
const seenBy = async (id: string, who: string) => correctionSchema.parse(await read(id, who));

const day = 86_400_000;
/** Lets days go by from an instant; clocks go forward only, whichever test came before. */
const set = (instant: string, days: number) => city.needs.clock.set(new Date(Date.parse(instant) + days * day).toISOString());

/** A report that the department passes on to the source of the item, so many days after the last day of the term. */
async function passedOn(daysAfterTerm: number): Promise<{ id: string; dueAt: string }> {
  const id = await corrections.accepted(await corrections.sourced('zwfw'));
  const { dueAt } = (await seenBy(id, 'slj.djy')).clock ?? { dueAt: null };
  if (dueAt === null) throw new Error('a report that was filed has a term');
  set(dueAt, daysAfterTerm);
  await corrections.signed(id, corrections.redirect('zwfw'));
  return { id, dueAt };
}
const [market, service] = ['吐鲁番市市场监督管理局', '吐鲁番市政务服务中心'];

describe('809-26, law.md 6.4: the statutory term runs on when a report is passed on', () => {
  test('correction.sign-answer: the source has the last day that the filing set, and whoever passed it on in time is not late', async () => {
    const { id, dueAt } = await passedOn(-4);

    const { clocks } = await seenBy(id, 'slj.djy');
    expect(clocks).toMatchObject([
      { ruleKey: 'correction.feedback', state: 'cancelled', organisation: market, dueAt, workingDaysLeft: 0 },
      { ruleKey: 'correction.feedback', state: 'running', organisation: service, dueAt },
    ]);
    expect(clocks[1]?.workingDaysUsed).toBeGreaterThan(4);
    expect(await corrections.todos('zwfw.djy')).toContain(dueAt);
  });

  test('passed on after the last day, the former department stays late by so many working days, and the source has no day more', async () => {
    const { id, dueAt } = await passedOn(4);
    const { clocks, clock } = await seenBy(id, 'zfb.zgy');
    const late = clocks[0]?.workingDaysLeft ?? 0;
    expect(late).toBeLessThan(0);
    expect(clocks).toMatchObject([
      { state: 'cancelled', organisation: market },
      { state: 'lapsed', organisation: service, dueAt },
    ]);
    expect(clock).toMatchObject({ state: 'lapsed', workingDaysLeft: late });
    set(dueAt, 11);
    expected(await post('zwfw.djy', id, '/acceptance'), 200);
    expected(await corrections.answer(id, corrected, 'zwfw.djy'), 200);
    expected(await corrections.sign(id, 'zwfw.fzr'), 200);

    // Each is late by its own days.
    const after = (await seenBy(id, 'slj.djy')).clocks;
    expect(after).toMatchObject([
      { state: 'cancelled', workingDaysLeft: late },
      { state: 'met', organisation: service },
      { ruleKey: 'correction.confirmation', organisation: '吐鲁番市水利局' },
    ]);
    expect(after[1]?.workingDaysLeft).toBeLessThan(late);
  });
});

describe('809-28: every answer that was signed is kept word for word', () => {
  test('one that passed the report on and one that the authority overturned stay readable for both sides and the authority, and for nobody else', async () => {
    const { id } = await passedOn(-4);
    expected(await post('zwfw.djy', id, '/acceptance'), 200);
    expected(await corrections.answer(id, noError, 'zwfw.djy'), 200);
    expected(await corrections.sign(id, 'zwfw.fzr'), 200);
    expect((await seenBy(id, 'slj.djy')).answers).toMatchObject([{ stands: false }, { stands: true, answer: noError }]);
    expected(await post('slj.djy', id, '/dispute', { reason: '执照已于上月核发。' }), 200);
    expected(await corrections.decide(id, { decision: 'order', organisationId: corrections.orgId('zwfw') }), 200);

    for (const who of ['slj.djy', 'scjg.djy', 'zwfw.djy', 'zfb.zgy']) {
      const { reply, answers } = await seenBy(id, who);
      expect(reply).toBeNull();
      expect(answers).toEqual([
        {
          no: 1,
          at: expect.any(String),
          organisation: market,
          answer: corrections.redirect('zwfw'),
          opinion: '同意',
          digest: expect.stringMatching(/^[0-9a-f]{64}$/u),
          to: { id: corrections.orgId('zwfw'), name: service },
          stands: false,
        },
        expect.objectContaining({ no: 2, organisation: service, answer: noError, to: null, stands: false }),
      ]);
    }
    expect((await as('zrzy.djy', `GET /corrections/${id}`)).status).toBe(404);
  });

  test('nobody changes or deletes one, not even with the keys of the database', async () => {
    const { id } = await passedOn(-4);
    for (const statement of [
      sql`UPDATE correction.signed_answer SET opinion = '另拟' WHERE request_id = ${id}`,
      sql`DELETE FROM correction.signed_answer WHERE request_id = ${id}`,
      sql`TRUNCATE correction.signed_answer`,
    ])
      await expect(store.database.transaction((tx) => statement.execute(tx))).rejects.toThrow(/never changed or deleted/u);
    expect((await seenBy(id, 'slj.djy')).answers).toHaveLength(1);
  });
});
