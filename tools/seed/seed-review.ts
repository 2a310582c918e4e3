import { setTimeout } from 'node:timers/promises';
import { listNonconformities } from '@karez/contract/catalog/conformance';
import { dayIn } from '@karez/kit/clock';
import { catalogJobs } from '../../server/src/modules/catalog/jobs.ts';
import { runningGrantsOf } from '../../server/src/modules/sharing/index.ts';
import { expected, type Answer } from './city-people.ts';
import { enterEntries } from './enter-entries.ts';
import { form, type PlannedEntry } from './entry-form.ts';
import { enteringIn, type MovableNeeds, type SeededCity } from './seed-city.ts';

const DAYS_TO_ANSWER = 30;

/** Entries that are complete and yet do not conform: one named like the system that holds it, one like another of its department. */
const flawed: readonly PlannedEntry[] = [
  {
    key: 'crowd-cameras',
    department: 'wlj',
    system: '景区客流监测系统',
    stage: 'published',
    standingConsent: null,
    content: form({
      name: '景区客流监测系统',
      abstract: '景区出入口客流计数点位的编号、位置和启用日期，不含影像。',
      category: '201000',
      updateCycle: 'yearly',
      items: [
        ['计数点位编号', 'point_no', 'C', 30],
        ['计数点位位置', 'point_place', 'C', 120],
        ['启用日期', 'in_use_since', 'D', null],
      ],
    }),
  },
  {
    key: 'real-estate-offices',
    department: 'zrzy',
    system: null,
    stage: 'published',
    standingConsent: null,
    content: form({
      name: '不动产登记（信息）',
      abstract: '不动产登记窗口的名称、地址和受理时间。',
      category: '103000',
      updateCycle: 'irregular',
      items: [
        ['登记窗口名称', 'counter_name', 'C', 60],
        ['登记窗口地址', 'counter_address', 'C', 200],
        ['受理时间', 'opening_hours', 'C', 60],
      ],
    }),
  },
];

const TRIES_MAX = 50;
const PAUSE_MS = 200;

/** Orders a review; the platform's own periodic one of the region may be under way, and takes a moment. */
async function order(needs: MovableNeeds, { people }: SeededCity, body: Readonly<Record<string, unknown>>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await people.as('zfb.zgy', 'POST /catalog/conformance/runs', { body, key: needs.newId() });
    if (answer.status !== 409 || tries === TRIES_MAX) return expected(answer, 201);
    await setTimeout(PAUSE_MS);
  }
}

/** 标准符合性审核: the authority reviews the city; of what is found, one department explains its own and the others have it to do. */
export async function seedReview(needs: MovableNeeds, city: SeededCity): Promise<void> {
  const entered = await enterEntries(enteringIn(needs, city), flawed);
  const dueOn = dayIn(needs.config.KAREZ_TIME_ZONE, new Date(needs.clock.now().getTime() + DAYS_TO_ANSWER * 86_400_000));
  const run = await order(needs, city, { regionCode: '650400', organisationId: null, dueOn });
  const job = catalogJobs({ ...needs, grantsOn: runningGrantsOf }).find(({ id }) => id === 'catalog.check-conformance');
  await job?.run({ runId: String(run.body['id']) });
  const entryId = entered.get('real-estate-offices') ?? '';
  const found = expected(await city.people.as('zrzy.djy', `GET /catalog/conformance/nonconformities?entryId=${entryId}`), 200);
  for (const { id } of listNonconformities.answer.parse(found.body).items.slice(0, 1)) {
    const body = { reason: '本目录是登记窗口的名录，与登记结果不是同一资源，拟于下次变更时改名。' };
    expected(await city.people.as('zrzy.djy', `POST /catalog/conformance/nonconformities/${id}/explanation`, { body }), 200);
  }
}
