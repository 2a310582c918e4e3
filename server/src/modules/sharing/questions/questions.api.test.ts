import { applicationSchema } from '@karez/contract/sharing/schemas';
import type { Question } from '@karez/contract/sharing/question-schemas';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { expected, type Answer } from '../../../../../tools/seed/city-people.ts';
import { digestOf } from '../agreement.ts';
import { idOf, receivingCity } from '../test-received.ts';

const store = await createTestDatabase();
const { as, entry, content, write, read, received, consent } = await receivingCity(store);

const ask = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  section: '数据流向',
  question: '数据是否会离开本市政务云？',
  hint: '',
  kind: 'yes-no',
  options: [],
  required: true,
  min: null,
  max: null,
  pattern: '',
  appliesTo: ['conditional'],
  shownWhen: null,
  risky: [{ answer: 'yes', reason: '出域使用，须核对必要性' }],
  ...more,
});
const where = ask('where', { question: '存放在何处？', kind: 'text', min: 4, risky: [], shownWhen: { id: 'out', answer: 'yes' } });
const publish = async (questions: Question[], ifMatch: string, by = 'zfb.zgy') =>
  as(by, 'PUT /sharing/question-set', { body: { secrecyDeclaration: 'not-secret', questions }, ifMatch });
const answers = (given: Record<string, string>, version = 1) => ({
  regionCode: '650400',
  version,
  answers: Object.entries(given).map(([id, answer]) => ({ id, section: '假的', question: '假的', answer: [answer] })),
});
const submit = async (application: Answer) => as('slj.djy', `POST /sharing/applications/${idOf(application)}/submission`);

test('91-5.1, 809-20: sharing.publish-question-set, sharing.get-question-set: a set asks new applications, their answers are signed in the set’s words and shown with what is risky, and older ones read as they were', async () => {
  const older = await received(await entry('旧申请名录'));
  const before = await read('scjg.djy', older);
  expect(before).toMatchObject({ questions: [], riskyAnswers: [] });
  expect(JSON.stringify(before['content'])).not.toContain('questions');

  expected(await publish([ask('out'), where], '0'), 200);
  expect(expected(await as('zfb.zgy', 'GET /sharing/question-set'), 200).body).toMatchObject({ version: 1, versions: [{ count: 2 }] });
  expect(await read('scjg.djy', older)).toEqual(before);

  const draft = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId: await entry('补充提问名录') } }), 201);
  expect(draft.body).toMatchObject({ questions: [{ id: 'out' }, { id: 'where' }], content: { questions: { version: 1, answers: [] } } });
  await write(draft, content());
  const unanswered = await submit(draft);
  expect(unanswered).toMatchObject({ status: 422, body: { code: 'sharing.application.incomplete' } });
  expect(JSON.stringify(unanswered.body)).toContain('数据流向');

  // The browser chooses neither set nor words.
  await write(draft, { ...content(), questions: answers({ out: 'yes', where: '省级云' }, 7) });
  expect(JSON.stringify((await submit(draft)).body)).toContain('sharing.answer-short');
  const whole = await write(draft, { ...content(), questions: answers({ out: 'yes', where: '自治区政务云', gone: 'x' }, 7) });
  expect(JSON.stringify(whole.body)).not.toContain('假的');
  expected(await submit(draft), 200);
  expected(await as('slj.fzr', `POST /sharing/applications/${idOf(draft)}/consent-out`, { body: await consent() }), 200);

  const shown = applicationSchema.parse(await read('scjg.djy', draft));
  expect(shown.content.questions).toEqual({
    regionCode: '650400',
    version: 1,
    answers: [
      { id: 'out', section: '数据流向', question: '数据是否会离开本市政务云？', answer: ['yes'] },
      { id: 'where', section: '数据流向', question: '存放在何处？', answer: ['自治区政务云'] },
    ],
  });
  expect(shown.riskyAnswers).toMatchObject([{ id: 'out', answer: 'yes', reason: '出域使用，须核对必要性' }]);
  // What its head signed holds the answers.
  const signed = await store.database.reader
    .withTables<{ 'sharing.submission': { application_id: string; digest: string; content: unknown } }>()
    .selectFrom('sharing.submission')
    .select(['digest', 'content'])
    .where('application_id', '=', shown.id)
    .executeTakeFirstOrThrow();
  const { body: asked } = expected(await as('slj.djy', `GET /catalog/entries/${shown.entryId}`), 200);
  const text = { application: shown.id, no: shown.no, entry: asked['resourceCode'], version: shown.entryVersion, content: shown.content };
  expect(signed.content).toEqual(shown.content);
  expect(signed.digest).toBe(digestOf(text));
  const paper = await as('scjg.djy', `GET /sharing/applications/${shown.id}/papers/approval-form`);
  expect(paper.status).toBe(200);
});

test('an answer to what is not asked any more falls away when the application is handed on; a later version asks new drafts only; reuse keeps the answers of the same words', async () => {
  const entryId = await entry('改答名录');
  const draft = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  await write(draft, { ...content(), questions: answers({ out: 'no', where: '自治区政务云' }) });
  const sent = expected(await submit(draft), 200);
  expect(applicationSchema.parse(sent.body).content.questions?.answers.map(({ id }) => id)).toEqual(['out']);

  expect(await publish([], '0')).toMatchObject({ status: 412, body: { code: 'sharing.question-set.stale' } });
  expected(await publish([ask('out'), ask('new', { question: '是否另行备份？', risky: [] })], '1'), 200);
  expect(await read('slj.djy', draft)).toMatchObject({ questions: [{ id: 'out' }, { id: 'where' }] });
  const again = expected(await as('slj.djy', `POST /sharing/applications/${idOf(draft)}/reuse`, { body: {} }), 201);
  expect(again.body).toMatchObject({
    questions: [{ id: 'out' }, { id: 'new' }],
    content: { questions: { version: 2, answers: [{ id: 'out', answer: ['no'] }] } },
  });

  expected(await publish([], '2'), 200);
  const free = expected(await as('slj.djy', 'POST /sharing/applications', { body: { entryId } }), 201);
  expect(JSON.stringify(free.body['content'])).not.toContain('questions');
});

test('422 with every wrong place; 403 for a department', async () => {
  const wrong = await publish([ask('a', { kind: 'single', options: ['甲'], risky: [] })], '3');
  expect(wrong).toMatchObject({ status: 422, body: { code: 'sharing.question-set.wrong' } });
  expect(JSON.stringify(wrong.body)).toContain('/body/questions/0/options');
  expect(await publish([], '3', 'slj.djy')).toMatchObject({ status: 403 });
});
