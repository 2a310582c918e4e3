import { expected } from './city-people.ts';
import type { SeededCity } from './seed-city.ts';

/** 目录调整: the authority adjusts an entry in force, its department objects, and the authority's leader has it to decide. */
export async function seedAdjustment({ people, entries }: SeededCity): Promise<void> {
  const entryId = entries.get('grape-filing') ?? '';
  const { body } = expected(await people.as('zfb.zgy', `GET /catalog/entries/${entryId}`), 200);
  const proposal = {
    secrecyDeclaration: 'not-secret',
    fields: { ...adjustable(body['live']), name: '葡萄种植主体备案信息', updateCycle: 'yearly' },
    reason: '名称应当指明备案的是种植主体；备案每年一次，更新周期据实填写。',
  };
  const asked = { body: proposal, ifMatch: Number(body['revision']) };
  const made = expected(await people.as('zfb.zgy', `POST /catalog/entries/${entryId}/adjustments`, asked), 201).body;
  const objection = { reason: '面积和品种变动按季核实，按年填写会使防治病虫害的部门误以为一年才更新一次。' };
  const objected = { body: objection, ifMatch: Number(made['entryRevision']) };
  expected(await people.as('nyncj.fzr', `POST /catalog/adjustments/${String(made['id'])}/objection`, objected), 200);
}

const names = ['category', 'otherCategories', 'shareType', 'conditions', 'useConditions', 'shareModeClass', 'shareModeType'] as const;

/** Adjustable fields as they stand in force. */
function adjustable(live: unknown): Record<string, unknown> {
  const content: unknown = typeof live === 'object' && live !== null ? Reflect.get(live, 'content') : null;
  if (typeof content !== 'object' || content === null) throw new Error('the entry to be adjusted is not in force');
  return { ...Object.fromEntries(names.map((name) => [name, Reflect.get(content, name)])), items: [] };
}
