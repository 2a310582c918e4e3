import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { seedLaw } from '#modules/law/jobs';
import { createTestDatabase } from '#test/test-database';
import { departmentsIn, workbookOf } from '../workbook/test-department.ts';
import { contentWith } from '../test-content.ts';
import { listReassessmentsFor } from './read-reassessments.ts';
import { basisWith, oldDenial } from './test-denial.ts';

const { database } = await createTestDatabase();
const city = await departmentsIn(database);

beforeAll(async () => {
  await sql`INSERT INTO identity.region (code, name, level) VALUES ('650400', '吐鲁番市', 'city')`.execute(database.reader);
  await sql`INSERT INTO identity.organisation (id, uscc, name, short_name, type, region_code, created_at)
    VALUES (${city.orgs.water}, '11650400MB0000001Y', '市水利局', '市水利局', 'government', '650400', now())`.execute(database.reader);
  await database.transaction((tx) => seedLaw(tx, city.needs.clock.now()));
});

const actor = { kind: 'person', id: 'reader', orgId: city.orgs.water, regionCode: null, powers: [] } as const;
const found = async () =>
  (await listReassessmentsFor({ ...city.needs, reader: database.reader }, { actor, cursor: undefined, limit: 100 })).items;
const todos = async () => {
  const open = await sql<{ params: unknown }>`
    SELECT title_params AS params FROM desk.todo WHERE title_key = 'catalog.todo.reassess-denial' AND closed_at IS NULL`.execute(
    database.reader,
  );
  return JSON.stringify(open.rows);
};

test.each(['own-drafts', 'own-department'] as const)(
  '809-14: an old denial comes in by %s as it is, marked for reassessment with term and to-do; others of the file are not',
  async (target) => {
    const names = { old: `举报线索底册${target}`, allowed: `举报奖励底册${target}`, open: `机井底册${target}` };
    const bytes = await workbookOf([
      oldDenial(names.old),
      { ...oldDenial(names.allowed), denialBasis: [basisWith()] },
      contentWith({ name: names.open }),
    ]);

    const { id } = await city.checked(bytes, 'water', target);
    await city.applied(id);

    const marked = (await found()).filter(({ entryName }) => Object.values(names).includes(entryName));
    expect(marked).toMatchObject([
      { entryName: names.old, state: 'open', overdue: false, bases: [{ kind: 'rule', title: '举报管理办法', article: '第六条' }] },
    ]);
    const waiting = await todos();
    expect(waiting).toContain(names.old);
    expect(waiting).not.toContain(names.allowed);
    const stored = await sql<{ type: string; reason: string; kind: string }>`
      SELECT fields ->> 'shareType' AS type, fields ->> 'denialReason' AS reason, basis.kind
      FROM catalog.revision JOIN catalog.denial_basis basis ON basis.entry_id = revision.entry_id AND basis.revision_no = revision.no
      WHERE fields ->> 'name' = ${names.old}`.execute(database.reader);
    expect(stored.rows).toMatchObject([{ type: 'denied', reason: '法律规定应当为举报人保密', kind: 'rule' }]);
  },
);

test.each(['own-drafts', 'own-department'] as const)(
  '91-3.3: what a file by %s refuses on an article of the register rests on that article, by its short title too; what the register does not hold does not',
  async (target) => {
    const name = `举报来源底册${target}`;
    const bases = [
      basisWith({ title: '个人信息保护法', docNo: '主席令第九十一号', article: '第13条第一款' }),
      basisWith({ title: '没有收入的保密法', docNo: '主席令第一号', article: '第二条' }),
    ];
    const { id } = await city.checked(await workbookOf([{ ...oldDenial(name), denialBasis: bases }]), 'water', target);
    await city.applied(id);

    const stored = await sql<{ article: string | null }>`
      SELECT basis.article_id AS article FROM catalog.denial_basis basis
      JOIN catalog.revision ON basis.entry_id = revision.entry_id AND basis.revision_no = revision.no
      WHERE fields ->> 'name' = ${name} ORDER BY position`.execute(database.reader);
    expect(stored.rows).toEqual([{ article: 'PIPL-13' }, { article: null }]);
    const again = await city.checked(await workbookOf([{ ...oldDenial(name), denialBasis: bases }]), 'water', target);
    expect(again.outcomes).toMatchObject({ unchanged: 1 });
  },
);
