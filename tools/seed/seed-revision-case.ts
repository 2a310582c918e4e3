import { dayIn } from '@karez/kit/clock';
import type { FastifyInstance } from 'fastify';
import type { Founded } from '../../server/src/modules/identity/jobs.ts';
import { expected } from './city-people.ts';
import { conditions, form, type PlannedEntry } from './entry-form.ts';
import { enterCatalogue, type MovableNeeds, type SeededCity } from './seed-city.ts';

const instrument = {
  id: 'TLF-GX',
  rank: 'rule',
  title: '吐鲁番市公共数据共享安全管理办法（示例）',
  documentNumber: '吐政令〔2023〕3号（示例）',
  issuer: '吐鲁番市人民政府',
  inForceFrom: '2023-06-01',
} as const;
const articles = [
  { id: 'TLF-GX-8', number: '第八条', heading: '使用范围', text: '公共数据的使用部门应当在申请的范围内使用数据，不得转作他用。' },
  { id: 'TLF-GX-12', number: '第十二条', heading: '安全条件', text: '接收有条件共享数据的信息系统，应当具备相应的安全防护能力。' },
] as const;
const basisOn = ({ id, number }: (typeof articles)[number]) =>
  ({ articleId: id, kind: 'rule', title: instrument.title, docNo: instrument.documentNumber, article: number }) as const;

const entries: readonly PlannedEntry[] = [
  {
    key: 'drying-houses',
    department: 'nyncj',
    system: null,
    stage: 'published',
    standingConsent: null,
    content: form({
      name: '葡萄晾房登记信息',
      abstract: '全市葡萄晾房的编号、所在乡镇、建成年份、容量和使用状态。',
      category: '201000',
      providerSubUnit: '种植业科',
      updateCycle: 'yearly',
      shareType: 'conditional',
      useConditions: '用于灾害防御和产业规划，不得转作他用。',
      conditions: conditions(basisOn(articles[0]), { scope: '承担防灾、规划职责的部门', purpose: '灾害防御、产业规划' }),
      items: [
        ['晾房编号', 'house_no', 'C', 30],
        ['所在乡镇', 'town', 'C', 120],
        ['建成年份', 'built_year', 'I', null],
        ['容量（吨）', 'capacity_tonnes', 'N', null],
        ['使用状态', 'status', 'C', 30],
      ],
    }),
  },
  {
    key: 'survey-results',
    department: 'zrzy',
    system: null,
    stage: 'published',
    standingConsent: null,
    content: form({
      name: '测绘成果目录信息',
      abstract: '全市公开测绘成果的名称、比例尺、范围、完成单位和年份。',
      category: '103000',
      updateCycle: 'quarterly',
      shareType: 'conditional',
      useConditions: '接收系统须具备相应的安全防护能力。',
      conditions: conditions(basisOn(articles[1]), {
        scope: '承担规划、建设、应急职责的部门',
        purpose: '项目选址、规划编制',
        security: '接收系统达到网络安全等级保护二级以上',
      }),
      items: [
        ['成果编号', 'result_no', 'C', 40],
        ['成果名称', 'name', 'C', 200],
        ['比例尺', 'scale', 'C', 20],
        ['覆盖范围', 'area', 'C', 300],
        ['完成年份', 'finished_year', 'I', null],
      ],
    }),
  },
];

/** 修订任务: two entries rest on an invented rule of the city, and the authority records that it was amended; the worker opens their cases. */
export async function seedRevisionCases(
  needs: MovableNeeds,
  { app, founded, people }: { app: FastifyInstance; founded: Founded } & Pick<SeededCity, 'people'>,
): Promise<void> {
  const keep = async (path: `POST /law/instruments${string}`, body: object) => people.as('zfb.zgy', path, { body, key: needs.newId() });
  expected(await keep('POST /law/instruments', instrument), 201);
  for (const article of articles)
    expected(await keep(`POST /law/instruments/${instrument.id}/articles`, { ...article, extent: 'full' }), 201);
  await enterCatalogue(needs, { app, founded, entries });
  const on = dayIn(needs.config.KAREZ_TIME_ZONE, needs.clock.now());
  const change = { state: 'amended', on, articleIds: articles.map(({ id }) => id) };
  expected(await keep(`POST /law/instruments/${instrument.id}/changes`, change), 200);
}
