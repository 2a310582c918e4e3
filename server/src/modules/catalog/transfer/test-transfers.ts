import { listEntries } from '@karez/contract/catalog';
import { transferSchema } from '@karez/contract/catalog/transfer';
import { expect } from 'vitest';
import type { Database } from '#platform/database';
import { deliverEvents } from '#platform/outbox';
import { catalogListeners } from '../jobs.ts';
import { contentWith, itemWith, unlikeThings } from '../test-content.ts';
import { storyIn, type Walked } from '../test-story.ts';
import type { Answer, World } from '../test-world.ts';

let names = 0;

export const nextContent = (name?: string) => {
  names += 1;
  const thing = unlikeThings[names % unlikeThings.length] ?? '';
  const items = ['编号', '地址'].map((what, at) =>
    itemWith({ no: at + 1, nameZh: `${thing}${what}`, fieldName: `f${names}_${at}`, isKey: at === 0 }),
  );
  return contentWith({ name: name ?? `${thing}名录`, abstract: `${thing}的基本情况。`, items });
};
export const linesOf = (answer: Answer) => transferSchema.parse(answer.body).lines;
export const idOf = (answer: Answer): string => {
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};

/** What people of the world do about transfers. */
export function transfersIn(world: World, database: Database) {
  const story = storyIn(world);
  const published = (name?: string) => story.published(nextContent(name));
  const order = (
    entries: readonly Pick<Walked, 'id'>[] | null,
    { receiver, by = 'office.fb', ...more }: { receiver: string | null; by?: string; from?: string; decidedOn?: string },
  ) =>
    world.call(by, 'POST /catalog/transfers', {
      body: {
        kind: 'relieved',
        documentNumber: '吐编发〔2026〕7号',
        decidedOn: more.decidedOn ?? '2026-11-20',
        reason: '职责划转',
        fromOrgId: world.orgId(more.from ?? 'market'),
        receiverId: receiver === null ? null : world.orgId(receiver),
        entryIds: entries?.map(({ id }) => id) ?? null,
      },
    });
  const accept = async (transferId: string, entries: readonly Pick<Walked, 'id'>[], by = 'water.ld') =>
    world.call(by, `POST /catalog/transfers/${transferId}/acceptance`, {
      body: { entryIds: entries.map(({ id }) => id), opinion: '同意接收', secondFactor: await world.codeOf(by) },
    });
  const decline = (transferId: string, entries: readonly Pick<Walked, 'id'>[], by = 'water.ld') =>
    world.call(by, `POST /catalog/transfers/${transferId}/declination`, {
      body: { entryIds: entries.map(({ id }) => id), reason: '不属本部门职责' },
    });
  const nameReceiver = (transferId: string, entries: readonly Pick<Walked, 'id'>[], receiver = 'water') =>
    world.call('office.fb', `POST /catalog/transfers/${transferId}/receiver`, {
      body: { entryIds: entries.map(({ id }) => id), receiverId: world.orgId(receiver), reason: '职责划入' },
    });
  const entryFor = async (by: string, { id }: Pick<Walked, 'id'>) => (await world.call(by, `GET /catalog/entries/${id}`)).body;
  const desk = async (by: string, what: 'todos' | 'notices') => (await world.call(by, `GET /desk/${what}?limit=100`)).text;
  const deliver = () =>
    deliverEvents(
      (work) => database.transaction(work),
      catalogListeners({ ...world.needs, servicesOf: async () => [], applicantsOf: async () => [] }),
    );
  const foundFor = async (by: string, q: string, name: string) => {
    const { body } = await world.call(by, `GET /catalog/entries?q=${encodeURIComponent(q)}&limit=100`);
    return listEntries.answer.parse(body).items.some((item) => item.name === name);
  };
  return { published, order, accept, decline, nameReceiver, entryFor, desk, deliver, foundFor };
}
