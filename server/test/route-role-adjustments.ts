import { z } from 'zod';
import { expected } from '../../tools/seed/city-people.ts';
import { enterEntries } from '../../tools/seed/enter-entries.ts';
import type { City } from './city.ts';
import { companyEntry, entering } from './published-entry.ts';
import type { Sending } from './route-role-seats.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown, ifMatch: number): Sending => ({ method: 'POST', url, body, ifMatch });
const keys = ['adjustable', 'agreeable', 'objectionable', 'decidable', 'withdrawable'] as const;
type Key = (typeof keys)[number];
type Adjusted = { readonly id: string; readonly revision: number };

const adjusted = z.object({ id: z.string(), entryRevision: z.number() });
/** Words of a reason that only the department and its authority read. */
export const adjustmentMarker = '调整隐标：更新周期与实际不符';

function comparison(name: string) {
  const { secrecyDeclaration, fields } = proposal(name);
  return { secrecyDeclaration, fields };
}

function proposal(name: string) {
  const { category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType } = companyEntry();
  const same = { name, category, otherCategories, shareType, conditions, useConditions, shareModeClass, shareModeType };
  return { secrecyDeclaration: 'not-secret', fields: { ...same, updateCycle: 'yearly', items: [] }, reason: adjustmentMarker };
}

/** Published entries of the provider, each with an adjustment brought to where its route meets it; the first without one. */
export async function makeAdjustments(city: City) {
  const common = { department: 'scjg', stage: 'published', system: null, standingConsent: null } as const;
  const nameOf = (key: Key): string => `调整样本${key}`;
  const ids = await enterEntries(
    entering(city),
    keys.map((key) => ({ ...common, key, content: companyEntry({ name: nameOf(key) }) })),
  );
  const adjustments = new Map<Key, Adjusted>();
  for (const key of keys) {
    const id = ids.get(key) ?? '';
    const { body } = expected(await city.as('scjg.djy', `GET /catalog/entries/${id}`), 200);
    const revision = Number(body['revision']);
    if (key === 'adjustable') adjustments.set(key, { id, revision });
    else {
      const asked = { body: proposal(nameOf(key)), ifMatch: revision };
      const made = adjusted.parse(expected(await city.as('zfb.zgy', `POST /catalog/entries/${id}/adjustments`, asked), 201).body);
      adjustments.set(key, { id: made.id, revision: made.entryRevision });
    }
  }
  const adjustment = (key: Key): Adjusted => adjustments.get(key) ?? { id: '', revision: 0 };
  const { id, revision } = adjustment('decidable');
  const objection = { body: { reason: '名称依部门规章。' }, ifMatch: revision };
  const objected = adjusted.parse(expected(await city.as('scjg.fzr', `POST /catalog/adjustments/${id}/objection`, objection), 200).body);
  adjustments.set('decidable', { id, revision: objected.entryRevision });
  return { adjustment, adjustmentIds: keys.filter((key) => key !== 'adjustable').map((key) => adjustment(key).id) };
}

/** Each step has an adjustment of its own. */
export function adjustmentRequests({
  adjustment,
  code,
}: {
  adjustment: (key: Key) => Adjusted;
  code: string;
}): Readonly<Record<string, Sending>> {
  const on = (key: Key, step: string, body: object) =>
    post(`/catalog/adjustments/${adjustment(key).id}/${step}`, body, adjustment(key).revision);
  const agreement = { opinion: '同意。', secondFactor: code, secrecyAssessment: null, impactAssessment: null };
  const { id, revision } = adjustment('adjustable');
  return {
    'catalog.agree-adjustment': { ...on('agreeable', 'agreement', agreement), signs: true },
    'catalog.compare-adjustment': post(`/catalog/entries/${id}/adjustments/comparison`, comparison('调整样本adjustable'), revision),
    'catalog.decide-adjustment': {
      ...on('decidable', 'decision', { decision: 'drop', opinion: '不予调整。', secondFactor: code }),
      signs: true,
    },
    'catalog.get-adjustment': get(`/catalog/adjustments/${adjustment('agreeable').id}`),
    'catalog.list-adjustments': get('/catalog/adjustments?limit=100'),
    'catalog.object-adjustment': on('objectionable', 'objection', { reason: '名称依部门规章。' }),
    'catalog.propose-adjustment': post(`/catalog/entries/${id}/adjustments`, proposal('调整样本adjustable'), revision),
    'catalog.withdraw-adjustment': on('withdrawable', 'withdrawal', { reason: '另行研究。' }),
  };
}
