import type { House } from './house.ts';
import type { Officers } from './officers.ts';
import { sound, until, type Scenario } from './trial.ts';

/** Rows of a file: several batches of the dry run and of the application. */
const rowsOfFile = 1200;
let files = 0;

/** Rows of one import: each name once. */
function catalogue(file: number, provider: string): Blob {
  const lines = Array.from({ length: rowsOfFile }, (_none, row) => `断电导入${file}批第${row + 1}号目录,${provider},每年`);
  return new Blob([['数据目录名称,提供单位,更新周期', ...lines].join('\n')], { type: 'text/csv' });
}

async function begin({ seeded }: House, officers: Officers, file: number): Promise<string> {
  const form = new FormData();
  form.set('target', 'own-department');
  form.set('secrecyDeclaration', 'not-secret');
  form.append('file', catalogue(file, seeded.providerName), `chaos-${file}.csv`);
  const started = await officers.must('scjg.djy', 'POST /catalog/imports', { form });
  return String(started.body['id']);
}

/** Takes an import to its end: waits for the dry run, applies, waits for that; stops asking when `isOver`. */
async function complete(officers: Officers, importId: string, isOver: () => boolean = () => false): Promise<void> {
  const left = async (state: string) =>
    isOver() || (await officers.must('scjg.djy', `GET /catalog/imports/${importId}`)).body['state'] !== state;
  await until('the import is checked', () => left('checking'));
  if (isOver()) return;
  const { body } = await officers.must('scjg.djy', `GET /catalog/imports/${importId}`);
  if (body['state'] === 'checked') await officers.must('scjg.djy', `POST /catalog/imports/${importId}/application`);
  await until('the import is applied', () => left('applying'));
}

/**
 * An import whose worker dies in its dry run or in its application: after the next start it comes to its end by itself, with every row exactly once.
 * That the worker stays away for a minute is told to the database instead of waited for.
 */
export const imports: Scenario = {
  name: 'import',
  victim: 'worker',
  spanMs: 4000,
  hooks: [
    { name: 'catalog.import.check-batch', times: 2 },
    { name: 'catalog.import.batch-written', times: 4 },
    { name: 'catalog.import.batch-committed', times: 4 },
  ],
  prepare: async ({ house, officers }) => {
    files += 1;
    const file = files;
    await officers.must('scjg.djy', 'GET /catalog/imports');
    let importId = '';
    return {
      run: async () => {
        importId = await begin(house, officers, file);
        const dying = house.running('worker');
        await complete(officers, importId, () => !dying.isUp());
      },
      settle: async () => {
        await house.database.query(`UPDATE catalog.import_job SET progressed_at = progressed_at - interval '2 minutes' WHERE id = $1`, [
          importId,
        ]);
        await house.restart('worker');
        await complete(officers, importId);
        return { damage: { ...sound(), ...(await rowsOf(house, { importId, file })) }, note: `${rowsOfFile} rows` };
      },
    };
  },
};

/** Every row of the file stands once among the import's rows and once in the catalogue. */
async function rowsOf(
  { database }: House,
  { importId, file }: { importId: string; file: number },
): Promise<{ lost: string[]; doubled: string[]; other: string[] }> {
  const { rows } = await database.query<{ name: string; entries: number }>(
    'SELECT name_folded AS name, count(*)::int AS entries FROM catalog.entry WHERE name_folded LIKE $1 GROUP BY 1',
    [`断电导入${file}批第%`],
  );
  const { rows: jobs } = await database.query<{ state: string; read: number; done: number; made: number }>(
    `SELECT j.state, count(r.*)::int AS read, count(r.applied)::int AS done, count(r.*) FILTER (WHERE r.applied = 'new')::int AS made
     FROM catalog.import_job j LEFT JOIN catalog.import_row r ON r.job_id = j.id WHERE j.id = $1 GROUP BY j.state`,
    [importId],
  );
  const found = jobs[0];
  const isDone = found?.state === 'applied' && found.read === rowsOfFile && found.done === rowsOfFile && found.made === rowsOfFile;
  return {
    lost: rows.length < rowsOfFile ? [`${rowsOfFile - rows.length} rows of import ${importId} are not in the catalogue`] : [],
    doubled: rows.filter((row) => row.entries > 1).map((row) => `${row.name} stands ${row.entries} times`),
    other: isDone ? [] : [`the import says ${JSON.stringify(found)}`],
  };
}
