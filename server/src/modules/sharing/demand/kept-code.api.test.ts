import { expect, test } from 'vitest';
import { openCity } from '#test/city';
import { createTestDatabase } from '#test/test-database';
import { wellPowerDemand } from '../../../../../tools/seed/demand-form.ts';
import { demandsIn, promise } from './test-demands.ts';

const city = await openCity(await createTestDatabase());
const demands = demandsIn(city);
const named = (name: string) => ({ ...wellPowerDemand('2027-03-31'), name });

test('a code is not spent on a demand that cannot be signed as it stands, nor by whoever may not sign it: it counts for the next', async () => {
  const [unanswered, answered] = [await demands.assigned(named('机井用电量')), await demands.assigned(named('机井检修'))];
  await demands.answer(answered, promise);
  const signing = { decision: 'sign', opinion: '同意', code: await city.codeOf('scjg.fzr') };

  const early = await demands.post('scjg.fzr', unanswered, '/answer-signature', signing);
  const then = await demands.post('scjg.fzr', answered, '/answer-signature', signing);

  expect(early).toMatchObject({ status: 409, body: { code: 'sharing.demand.illegal-transition' } });
  expect(then.status).toBe(200);
  expect((await demands.post('scjg.fzr', unanswered, '/answer-signature', signing)).status).toBe(409);

  const [draft, submitted] = [await demands.draft(named('机井巡查')), await demands.submitted(named('机井产权'))];
  const sending = { decision: 'send', opinion: '确需', code: await city.codeOf('slj.fzr') };
  expect((await demands.post('slj.fzr', draft, '/sending', sending)).status).toBe(409);
  expect((await demands.post('slj.fzr', submitted, '/sending', sending)).status).toBe(200);

  const refusal = { opinion: '均不掌握', code: await city.codeOf('zfb.zgl') };
  expect((await demands.post('zfb.zgl', unanswered, '/refusal', refusal)).status).toBe(409);
  expect((await demands.post('zfb.zgl', unanswered, '/refusal', refusal)).body).toMatchObject({
    code: 'sharing.demand.illegal-transition',
  });
});
