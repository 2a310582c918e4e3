import type { EntryContent } from '@karez/contract/catalog/content';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { deniedItem } from '../denial/test-denial.ts';
import { deniedContent } from '../test-content.ts';
import { movedEntriesIn } from '../test-moved-entries.ts';
import type { Walked } from '../test-story.ts';
import { adjustmentsIn, fieldsOf } from './test-adjustments.ts';

const store = await createTestDatabase();
const moved = await movedEntriesIn(store);
const { world, story, next, entryFor } = moved;
const { propose, agree, ask } = adjustmentsIn(moved);

type Word = { readonly no: number; readonly until: string | null };

/** An entry that its department denies in part or whole, with the leader's word on each denial. */
async function ruled(content: EntryContent, words: readonly Word[], whole: { until: string | null } | null = null): Promise<Walked> {
  const signed = await story.signed(content);
  const items = words.map(({ no, until }) => ({ no, verdict: 'upheld', until, opinion: `第 ${no} 项依据成立` }));
  const body = {
    ...(whole === null ? {} : { verdict: 'upheld', until: whole.until }),
    items,
    opinion: '逐项核定',
    secondFactor: await world.codeOf('office.ld'),
  };
  const answer = await world.call('office.ld', `POST /catalog/entries/${signed.id}/denial-verification`, {
    body,
    ifMatch: signed.revision,
  });
  expect(answer).toMatchObject({ status: 200 });
  return { id: signed.id, revision: Number((await entryFor('office.fb', signed))['revision']), answer };
}

/** Two of its items denied, each on its own basis. */
function twoDenied(): EntryContent {
  const content = next();
  const denied = [3, 4].map((no) => deniedItem({ no, nameZh: `${content.name}保密项${no}`, fieldName: `secret_${no}` }));
  return { ...content, items: [...content.items, ...denied] };
}

async function rulingsInForce({ id }: Walked) {
  const { rows } = await sql<{ itemNo: number | null; until: string | null; by: string; at: Date; denialUntil: string | null }>`
    SELECT ruling.item_no AS "itemNo", ruling.until::text, ruled_by AS by, ruled_at AS at, revision.denial_until::text AS "denialUntil"
    FROM catalog.entry JOIN catalog.revision ON revision.entry_id = entry.id AND revision.no = entry.live_no
      JOIN catalog.denial_ruling ruling ON ruling.entry_id = entry.id AND ruling.revision_no = entry.live_no
    WHERE entry.id = ${id} ORDER BY ruling.item_no`.execute(store.database.reader);
  return rows;
}

test('91-3.2.1, 809-15: what an adjustment leaves denied keeps the leader’s word on each item: who said it, when, and until which day', async () => {
  const content = twoDenied();
  const entry = await ruled(content, [
    { no: 3, until: null },
    { no: 4, until: '2027-06-30' },
  ]);
  const before = await rulingsInForce(entry);

  const { adjustment } = await propose(entry, fieldsOf(content, { updateCycle: 'yearly' }));
  expect(await agree(adjustment)).toMatchObject({ status: 200 });

  const after = await rulingsInForce(entry);
  expect(after).toEqual(before);
  expect(after).toMatchObject([
    { itemNo: 3, until: null, denialUntil: '2027-06-30' },
    { itemNo: 4, until: '2027-06-30' },
  ]);
  expect(await entryFor('market.dj', entry)).toMatchObject({
    version: '1.1',
    live: { denialRulings: [{ itemNo: 3, opinion: '第 3 项依据成立' }, { itemNo: 4 }] },
  });
});

test('an item that the adjustment shares again has no ruling any more, and the end of the denial is that of what is left', async () => {
  const content = twoDenied();
  const entry = await ruled(content, [
    { no: 3, until: null },
    { no: 4, until: '2027-06-30' },
  ]);
  const share = [{ no: 4, shareType: null, updateCycle: null }];
  const { adjustment } = await propose(entry, fieldsOf(content, { items: share }));
  const today = world.needs.clock.now().toISOString().slice(0, 10);
  const assessed = { office: '信息中心', assessedOn: today, aggregationRisk: '无', conclusion: 'pass' };

  expect(await agree(adjustment, { secrecyAssessment: assessed })).toMatchObject({ status: 200 });

  expect(await rulingsInForce(entry)).toMatchObject([{ itemNo: 3, denialUntil: null }]);
  expect(await entryFor('water.gly', entry)).toMatchObject({ live: { denialRulings: [{ itemNo: 3 }] } });
});

test('an entry denied as a whole keeps its word and its day under another name', async () => {
  const { name, abstract, items } = next();
  const content = deniedContent({ name, abstract, items });
  const entry = await ruled(content, [], { until: '2027-03-31' });
  const { adjustment } = await propose(entry, fieldsOf(content, { name: `${name}（规范）` }));

  expect(await agree(adjustment)).toMatchObject({ status: 200 });

  expect(await rulingsInForce(entry)).toMatchObject([{ itemNo: null, until: '2027-03-31', denialUntil: '2027-03-31' }]);
  expect(await entryFor('market.dj', entry)).toMatchObject({ denial: { verifiedUntil: '2027-03-31' } });
});

test('what would be denied anew is no adjustment: it needs the department, an article and the leader’s word', async () => {
  const content = twoDenied();
  const entry = await ruled(content, [
    { no: 3, until: null },
    { no: 4, until: null },
  ]);

  const answer = await ask(entry, fieldsOf(content, { items: [{ no: 1, shareType: 'denied', updateCycle: null }] }));

  expect(answer).toMatchObject({ status: 422, body: { code: 'catalog.adjustment.denies' } });
});
