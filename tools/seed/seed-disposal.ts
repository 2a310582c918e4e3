import { z } from 'zod';
import { expected } from './city-people.ts';
import type { SeededCity } from './seed-city.ts';
import { applyForWellPermit } from './seed-sharing.ts';

const ended = z.object({ disposal: z.object({ id: z.uuid() }) });

/**
 * Two grants by standing consent: one that runs, and one that the water bureau needs no more, so that its data is to be disposed of; the provider has said
 * how (809-27).
 */
export async function seedDisposal(city: SeededCity, from: string): Promise<void> {
  const { people } = city;
  await applyForWellPermit(city, { entry: 'weather-warning', from, itemNos: [1, 2, 3, 4] });
  const answered = await applyForWellPermit(city, { entry: 'visitor-flow', from, itemNos: [1, 2, 3] });
  const grantId = String(answered.body['grantId']);
  const reason = '景区周边机井取水许可的集中办理已经结束。';
  const declared = { reason, code: await people.codeOf('slj.fzr') };
  const grant = expected(await people.as('slj.fzr', `POST /sharing/grants/${grantId}/purpose-done`, { body: declared }), 200);
  const { disposal } = ended.parse(grant.body);
  const body = { method: 'delete', words: '删除数据库、缓存和导出文件中的客流数据，备份在下一个周期内覆盖。', basis: [] };
  expected(await people.as('wlj.djy', `POST /sharing/disposals/${disposal.id}/instruction`, { body }), 200);
}
