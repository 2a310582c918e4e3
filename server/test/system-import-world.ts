import { sql } from 'kysely';
import type { Database } from '../src/platform/database.ts';
import { multipartOf, testCaller, type Step } from '../src/modules/identity/test-caller.ts';
import { testWorld } from '../src/modules/identity/test-world.ts';

/** A header with every column, and two systems of the water department: one that is registered when a test begins, and one that is not. */
export const header = '系统名称,责任科室,用途,承建单位,运维单位,所在网络,等保等级,接入日期';
export const wells = '取水许可系统,办公室,机井取水许可办理,市水利局,市水利局,电子政务外网,三级,2026-01-05';
export const levee = '堤防巡查系统,办公室,巡查登记,某软件公司,某运维公司,政务云,第二级,2026/3/1';

type Given = { who?: Step; content?: string | Buffer; lines?: readonly string[]; declared?: string; key?: string; name?: string };

/** Address of an import, and of a step on it. */
const at = (started: Step, step = ''): string => `/business-systems/imports/${String(started.answer['id'])}${step}`;

/** The water department at the import of business systems, with its clerk signed in. */
export async function systemImportWorld(database: Database) {
  const world = await testWorld(database);
  const { founded } = world;
  const { call, signedIn } = testCaller(world);
  const clerk = await signedIn('water.gly');
  return {
    world,
    call,
    signedIn,
    clerk,
    at,
    /** No import was ever made, and the one registered system is as it was. */
    begin: async () => {
      await sql`DELETE FROM identity.system_import`.execute(database.reader);
      await sql`DELETE FROM identity.business_system WHERE id <> ${founded.systems.get('wells') ?? ''}`.execute(database.reader);
      await sql`UPDATE identity.business_system SET state = 'running', builder = '市水利局', protection_level = 3, version = 1`.execute(
        database.reader,
      );
    },
    upload: ({ who = clerk, lines = [levee], content, declared = 'not-secret', key, name = '系统.csv' }: Given = {}): Promise<Step> => {
      const bytes = content ?? [header, ...lines].join('\n');
      const multipart = multipartOf({ secrecyDeclaration: declared }, { name, content: bytes });
      return call('POST', '/business-systems/imports', { ...who, multipart, ...(key === undefined ? {} : { key }) });
    },
    apply: (started: Step, who = clerk) => call('POST', at(started, '/application'), who),
    rowsOf: (started: Step, query = '') =>
      call('GET', `/business-systems/imports/${String(started.answer['id'])}/rows?limit=100${query}`, clerk),
    registered: async (): Promise<Record<string, unknown>[]> => {
      const { answer } = await call('GET', '/business-systems?limit=100', clerk);
      return Array.isArray(answer['items']) ? answer['items'] : [];
    },
    /** Names of the acts in the evidence, of what is about imports and systems. */
    acts: async (): Promise<string[]> => {
      const found = await sql<{ action: string }>`
        SELECT convert_from(body, 'UTF8')::json ->> 'action' AS action FROM audit.pending ORDER BY 1`.execute(database.reader);
      return found.rows.map(({ action }) => action);
    },
  };
}
