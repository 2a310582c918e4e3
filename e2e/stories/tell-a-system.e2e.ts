import assert from 'node:assert/strict';
import { z } from 'zod';
import type { City } from '../src/city.ts';
import type { Person } from '../src/person.ts';
import { receivingSystem, type Received, type ReceivingSystem } from '../src/receiving-system.ts';
import { story } from '../src/story.ts';

const entryName = '不动产登记信息';
const endpointName = '水利局目录副本';

story(
  '91-3.3: the system of 市水利局 is told of a suspension within moments, signed; what failed is told again, its secret changes without a gap, and the change feed says the same',
  async (city) => {
    using system = await receivingSystem();
    const clerk = await city.person('slj.djy');
    const secret = await register(clerk, system);
    await passesItsTest(clerk, system);
    const suspended = await isToldAgain(city, clerk, { system, secret });
    await standsInTheFeed(clerk, suspended);
    await isSentOnceMore(clerk, system, suspended);
    const fresh = await changesSecret(clerk);
    await isSignedTwice(city, system, { secret, fresh });
    await endsFormerSecret(clerk, system, { secret, fresh });
    await removes(clerk);
  },
);

async function register(clerk: Person, system: ReceivingSystem): Promise<string> {
  await clerk.goTo('/catalog/webhooks');
  await clerk.press('登记推送地址');
  const dialog = clerk.page.getByRole('dialog');
  await clerk.write('名称', endpointName, dialog);
  await clerk.write('推送地址', system.url, dialog);
  await clerk.look('webhook-register', { everyLanguage: true });
  await clerk.press('登记推送地址', dialog);
  const secret = await shownSecret(clerk, 'webhook-secret');
  await clerk.arrives(endpointName);
  return secret;
}

/** Keeps the secret that is shown once, and goes on. */
async function shownSecret(clerk: Person, name: string): Promise<string> {
  await clerk.sees('密钥只显示这一次，平台不再提供。');
  const dialog = clerk.page.getByRole('dialog');
  const secret = await dialog.locator('pre').innerText();
  await clerk.look(name, { everyLanguage: true });
  await clerk.tick('已妥善保存', dialog);
  await clerk.press('去测试', dialog);
  await dialog.waitFor({ state: 'hidden' });
  return secret.trim();
}

async function passesItsTest(clerk: Person, system: ReceivingSystem): Promise<void> {
  system.answerWith(500);
  await clerk.press('测试');
  await clerk.sees('测试未通过：被拒绝（500）');
  assert.ok(await clerk.page.getByRole('button', { name: '启用' }).isDisabled(), 'nothing is told before a test was passed');
  await clerk.look('webhook-untested', { everyLanguage: true, telephone: true });
  system.answerWith(204);
  await clerk.press('测试');
  await clerk.sees('测试已通过，启用后从上次的位置继续推送。');
  await clerk.press('启用');
  await clerk.sees('变更发生后几秒内推送；失败会自动重试，间隔逐次加长。');
}

type Keys = { readonly secret: string; readonly fresh: string };

async function isToldAgain(city: City, clerk: Person, { system, secret }: { system: ReceivingSystem; secret: string }): Promise<Received> {
  system.answerWith(503);
  await suspend(await city.person('zfb.zgl'));
  const first = await system.hears('the suspension', isOf('suspended'));
  await clerk.finds(clerk.page.getByRole('row').filter({ hasText: '被拒绝 503' }));
  system.answerWith(204);
  await clerk.look('webhook-failing');
  const delivered = clerk.page
    .getByRole('row')
    .filter({ hasText: `#${first.position}` })
    .filter({ hasText: '成功' });
  await delivered.waitFor({ timeout: retryMsMax });
  await clerk.look('webhook-told', { everyLanguage: true, telephone: true });
  assert.ok(first.isSignedWith(secret) && first.signatures === 1, 'the message is signed with the secret that was shown');
  assert.ok(!first.isSignedWith(`${secret}0`));
  assert.equal(first.entry?.name, entryName);
  return first;
}

/** Two tries may fail before the system answers again: the third comes within half a minute. */
const retryMsMax = 90_000;

const isOf = (change: string) => (message: Received) => message.change === change && message.entry?.name === entryName;

async function suspend(leader: Person): Promise<void> {
  await leader.goTo(`/catalog?q=${encodeURIComponent(entryName)}`);
  await leader.follow(entryName);
  await leader.press('暂停');
  const dialog = leader.page.getByRole('dialog');
  await leader.write('理由', '登记单元的编码与数据项说明不一致，请核对。', dialog);
  await leader.write('整改期限', '2027-03-31', dialog);
  await leader.page.keyboard.press('Enter');
  await leader.signs();
  await leader.sees('已暂停');
}

const feedSchema = z.object({ items: z.array(z.object({ eventId: z.string(), change: z.string() })) });

/** Who asks instead of being told gets the same event at the same place. */
async function standsInTheFeed(clerk: Person, { eventId, position = 0 }: Received): Promise<void> {
  const answer = await clerk.page.request.get(`/api/v1/catalog/changes?cursor=${position - 1}&limit=1`);
  assert.deepEqual(feedSchema.parse(await answer.json()).items, [{ eventId, change: 'suspended' }]);
}

async function isSentOnceMore(clerk: Person, system: ReceivingSystem, { eventId, position }: Received): Promise<void> {
  const failed = clerk.page
    .getByRole('row')
    .filter({ hasText: `#${position}` })
    .filter({ hasText: '被拒绝' });
  system.forgets();
  await clerk.press('重发', failed.first());
  await system.hears('the suspension once more', (message) => message.eventId === eventId);
}

async function changesSecret(clerk: Person): Promise<string> {
  await clerk.press('更换密钥');
  const dialog = clerk.page.getByRole('dialog');
  await clerk.look('webhook-rotate', { everyLanguage: true });
  await clerk.press('更换密钥', dialog);
  const fresh = await shownSecret(clerk, 'webhook-secret-changed');
  await clerk.sees('旧密钥有效至');
  await clerk.look('webhook-two-secrets', { everyLanguage: true, telephone: true });
  return fresh;
}

async function isSignedTwice(city: City, system: ReceivingSystem, { secret, fresh }: Keys): Promise<void> {
  const leader = await city.person('zfb.zgl');
  await leader.press('解除暂停');
  await leader.sign('已核对，解除暂停。');
  await leader.sees('已发布');
  const lifted = await system.hears('the end of the suspension', isOf('lifted'));
  assert.deepEqual([lifted.signatures, lifted.isSignedWith(secret), lifted.isSignedWith(fresh)], [2, true, true]);
}

async function endsFormerSecret(clerk: Person, system: ReceivingSystem, { secret, fresh }: Keys): Promise<void> {
  await clerk.press('停用旧密钥');
  await clerk.look('webhook-end-former');
  await clerk.press('停用旧密钥', clerk.page.getByRole('dialog'));
  await clerk.page.getByText('旧密钥有效至').waitFor({ state: 'hidden' });
  await clerk.press('测试');
  const tried = await system.hears(
    'the test with one signature',
    ({ type, signatures, isSignedWith }) => type === 'catalog.test' && signatures === 1 && isSignedWith(fresh),
  );
  assert.ok(!tried.isSignedWith(secret), 'the former secret signs nothing any more');
}

async function removes(clerk: Person): Promise<void> {
  await clerk.goTo('/catalog/webhooks');
  await clerk.look('webhooks-one', { everyLanguage: true, telephone: true });
  await clerk.follow(endpointName);
  await clerk.arrives(endpointName);
  await clerk.press('删除');
  await clerk.press('删除', clerk.page.getByRole('dialog'));
  await clerk.arrives('变更推送');
  await clerk.page.getByRole('link', { name: endpointName }).waitFor({ state: 'hidden' });
  await clerk.look('webhooks-none', { everyLanguage: true, telephone: true });
}
