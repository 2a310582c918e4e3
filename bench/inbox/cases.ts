import { sql } from 'kysely';
import type { Database } from '../../server/src/platform/database.ts';

/** Where the cases lie: one post of the provider has them all, one post of the requester has started them all. */
export type Laid = { readonly requester: string; readonly provider: string; readonly handler: string; readonly applicant: string };

/**
 * Open cases with what an office has around them: each waits for the provider's handlers, has been through three hands before, was started by the
 * requester's post, and was told of three times, twice as a copy. A tenth is overdue, a tenth lies in one hand.
 */
export async function layCases(database: Database, { requester, provider, handler, applicant }: Laid, count: number): Promise<void> {
  const params = sql`jsonb_build_object('no', 'SQ-' || lpad(i::text, 6, '0'), 'entry', '机井取水许可名录' || (i % 400), 'requester', '市水利局')`;
  const subject = sql`'sharing', CASE WHEN i % 4 = 0 THEN 'sharing.demand' ELSE 'sharing.application' END, 'bench-' || i`;
  await database.transaction(async (tx) => {
    await sql`INSERT INTO desk.todo (id, key, for_kind, org_id, power, except_org_ids, subject_module, subject_kind, subject_id, title_key, title_params, link, due_at, warning, held_by, opened_at)
      SELECT gen_random_uuid(), 'bench:' || i, 'organisation', ${provider}, 'sharing.handle', '{}', ${subject}, 'sharing.todo.propose', ${params}, '/sharing/applications/' || i,
        CASE WHEN i % 50 = 0 THEN NULL ELSE now() + make_interval(hours => i / 10 - ${count / 100}::int) END,
        CASE WHEN i % 7 = 0 THEN 'soon' END, CASE WHEN i % 10 = 0 THEN ${handler} END, now() - make_interval(mins => i)
      FROM generate_series(1, ${count}::int) AS i`.execute(tx);
    await sql`INSERT INTO desk.todo (id, key, for_kind, org_id, power, except_org_ids, subject_module, subject_kind, subject_id, title_key, title_params, link, due_at, opened_at, closed_at, closed_by)
      SELECT gen_random_uuid(), 'bench:' || i || ':' || step, 'organisation', ${provider}, 'sharing.handle', '{}', ${subject}, 'sharing.todo.propose', ${params}, '/sharing/applications/' || i,
        now() - make_interval(mins => i), now() - make_interval(mins => i + 5000 * step), now() - make_interval(mins => i + 4000 * step), CASE WHEN step = 1 THEN ${handler} END
      FROM generate_series(1, ${count}::int) AS i, generate_series(1, 3) AS step`.execute(tx);
    await sql`INSERT INTO desk.begun_case (id, subject_module, subject_kind, subject_id, started_by, org_id, power, title_key, title_params, link, state_key, due_at, started_at, moved_at)
      SELECT gen_random_uuid(), ${subject}, ${applicant}, ${requester}, 'sharing.apply', 'sharing.begun.application', ${params}, '/sharing/applications/' || i, 'sharing.state.at-provider',
        now() + make_interval(hours => i / 10), now() - make_interval(mins => i + 9000), now() - make_interval(mins => i)
      FROM generate_series(1, ${count}::int) AS i`.execute(tx);
    await sql`INSERT INTO desk.notice (id, key, for_kind, org_id, power, except_org_ids, subject_module, subject_kind, subject_id, title_key, title_params, link, given_at, mail_placed, copy)
      SELECT gen_random_uuid(), 'bench:' || i || ':' || word, 'organisation', CASE WHEN word = 1 THEN ${provider} ELSE ${requester} END, CASE WHEN word = 1 THEN 'sharing.handle' ELSE 'sharing.apply' END,
        '{}', ${subject}, 'sharing.notice.agreed', ${params}, '/sharing/applications/' || i, now() - make_interval(mins => i * 2 + word), true, word > 1
      FROM generate_series(1, ${count}::int) AS i, generate_series(1, 3) AS word`.execute(tx);
  });
  await sql`ANALYZE`.execute(database.reader);
}
