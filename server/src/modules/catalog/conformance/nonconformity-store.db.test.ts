import { newId } from '@karez/kit/id';
import { settableClock } from '@karez/kit/clock';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#test/test-database';
import { contentWith } from '../test-content.ts';
import { settleSubjects } from './check-conformance.job.ts';
import { lockNonconformity, saveNonconformity, standingNonconformities } from './nonconformity-store.ts';
import type { NonconformityState } from './nonconformity.ts';
import { subjectFrom } from './test-subject.ts';

const { database } = await createTestDatabase();
const { reader } = database;
const needs = { clock: settableClock('2026-11-23T02:00:00Z'), newId };

let runs = 0;

/** An entry whose version in force lacks its summary, with a review that may find it. */
async function flawed() {
  const [entryId, runId, organisationId] = [newId(), newId(), newId()];
  await sql`
    INSERT INTO catalog.entry (id, state, revision, provider_org_id, provider_name, provider_aliases, region_code, sample, name_folded, live_no, source, source_id, source_raw)
    VALUES (${entryId}, 'legacy-incomplete', 1, ${organisationId}, '某局', '{}', '650400', false, ${entryId}, 1, 'test', ${entryId}, '{}')`.execute(
    reader,
  );
  await sql`
    INSERT INTO catalog.conformance_run (id, region_code, started_by, started_at, due_on, state, entries_total, progressed_at)
    VALUES (${runId}, ${`65041${(runs += 1)}`}, 'demand', now(), '2026-12-31', 'running', 1, now())`.execute(reader);
  const subject = (revisionNo: number) => subjectFrom(contentWith({ abstract: '' }), { entryId, organisationId, revisionNo });
  const reviewed = async (revisionNo: number) =>
    database.transaction((tx) => settleSubjects(tx, needs, { subjects: [subject(revisionNo)], runId, dueOn: '2026-12-31' }));
  const states = async () => (await standingNonconformities(reader, [entryId])).map(({ state, revisionNo }) => [state, revisionNo]);
  const moved = async (state: NonconformityState) =>
    database.transaction(async (tx) => {
      const [found] = await standingNonconformities(tx, [entryId]);
      const locked = found && (await lockNonconformity(tx, found.id));
      if (!locked) throw new Error('nothing stands');
      const act = { by: 'b', orgId: organisationId, at: needs.clock.now(), opinion: '旧系统无此项' };
      await saveNonconformity(tx, { ...locked, state, explained: act, decided: state === 'accepted' ? { ...act, by: 'c' } : null });
    });
  return { reviewed, states, moved };
}

test('91-3.2.1: what is accepted for the newer version stays accepted for it, however often it is reviewed', async () => {
  const entry = await flawed();
  await entry.reviewed(1);
  await entry.reviewed(2);
  await entry.moved('explained');
  await entry.moved('accepted');

  expect(await entry.reviewed(2)).toEqual({ opened: 0, mended: 0 });
  expect(await entry.states()).toEqual([['accepted', 2]]);
});

test('91-3.2.1: an acceptance ends with the next version, once', async () => {
  const entry = await flawed();
  await entry.reviewed(1);
  await entry.moved('accepted');

  expect(await entry.reviewed(2)).toEqual({ opened: 1, mended: 0 });
  expect(await entry.states()).toEqual([['open', 2]]);
  await entry.moved('accepted');
  expect(await entry.reviewed(2)).toEqual({ opened: 0, mended: 0 });
  expect(await entry.states()).toEqual([['accepted', 2]]);
});
