import { z } from 'zod';
import { expected } from '../../tools/seed/city-people.ts';
import { enterVersion } from '../../tools/seed/enter-version.ts';
import { applyForWellPermit } from '../../tools/seed/seed-sharing.ts';
import type { City } from './city.ts';
import { companyEntry, entering } from './published-entry.ts';
import { enterEntries } from '../../tools/seed/enter-entries.ts';
import type { Sending } from './route-role-seats.ts';
import type { World } from './route-role-world.ts';

const get = (url: string): Sending => ({ method: 'GET', url });
const post = (url: string, body: unknown): Sending => ({ method: 'POST', url, body });
const listed = z.object({ items: z.array(z.object({ id: z.string(), entryId: z.string() })) });

const planned = (key: string, name: string) =>
  ({
    key,
    department: 'scjg',
    system: null,
    stage: 'published',
    standingConsent: '按月报送使用情况。',
    content: companyEntry({ name }),
  }) as const;

/** Two entries of the provider that the requester uses, each with a major version: of one it waits to be acknowledged, to the other it objects. */
export async function makeAcknowledgements(city: City) {
  const entries = await enterEntries(entering(city), [planned('waiting', '企业许可信息'), planned('contested', '企业信贷信息')]);
  for (const [key, entryId] of entries) {
    await applyForWellPermit({ people: city, founded: city.founded, entries }, { entry: key, from: '2026-12-01', itemNos: [1, 2] });
    await enterVersion(entering(city), {
      entryId,
      department: 'scjg',
      reason: '系统升级。',
      changedOn: '2026-11-20',
      change: (content) => ({ ...content, items: content.items.filter(({ no }) => no !== 2) }),
    });
  }
  const answer = expected(await city.as('slj.djy', 'GET /catalog/acknowledgements?side=consumer&limit=100'), 200);
  const idOf = (key: string) => listed.parse(answer.body).items.find(({ entryId }) => entryId === entries.get(key))?.id ?? '';
  expected(
    await city.as('slj.djy', `POST /catalog/acknowledgements/${idOf('contested')}/objection`, { body: { reason: '办件要用。' } }),
    200,
  );
  return { waiting: idOf('waiting'), contested: idOf('contested'), entryId: entries.get('waiting') ?? '' };
}

/** A well-formed request for each route of versions and their acknowledgement. */
export function acknowledgementRequests({ acknowledgements, entry }: World): Readonly<Record<string, Sending>> {
  const { waiting, contested, entryId } = acknowledgements;
  return {
    'catalog.acknowledge-version': post(`/catalog/acknowledgements/${waiting}/acknowledgement`, { remark: '' }),
    'catalog.answer-objection': post(`/catalog/acknowledgements/${contested}/answer`, { answer: '改用登记状态。' }),
    'catalog.compare-versions': get(`/catalog/entries/${entryId}/comparison?from=1&to=2`),
    'catalog.export-acknowledgements': get('/catalog/acknowledgements/ledger?side=authority'),
    'catalog.get-acknowledgement': get(`/catalog/acknowledgements/${contested}`),
    'catalog.get-change-impact (draft)': get(`/catalog/entries/${entry('readable').id}/change-impact`),
    'catalog.get-change-impact (signed)': get(`/catalog/entries/${entry('readableSigned').id}/change-impact`),
    'catalog.get-recall': get(`/catalog/entries/${entryId}/recall`),
    'catalog.list-acknowledgements': get('/catalog/acknowledgements?side=authority&limit=100'),
    'catalog.list-versions': get(`/catalog/entries/${entryId}/versions`),
    'catalog.object-to-version': post(`/catalog/acknowledgements/${waiting}/objection`, { reason: '办件要用。' }),
  };
}
