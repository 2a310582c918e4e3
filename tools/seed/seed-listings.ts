import { dayIn } from '@karez/kit/clock';
import { expected } from './city-people.ts';
import type { MovableNeeds, SeededCity } from './seed-city.ts';

const DAY_MS = 86_400_000;

/** Which heads list what, and in how many days the resource is promised; null where a service is in operation. The shortest is not kept. */
const listings = [
  { entry: 'company-registration', department: 'scjg', days: null, mode: 'api', responsible: '' },
  { entry: 'food-licence', department: 'scjg', days: 40, mode: 'api', responsible: '食品许可科' },
  { entry: 'karez-survey', department: 'slj', days: 25, mode: 'file', responsible: '水资源管理科' },
  { entry: 'real-estate', department: 'zrzy', days: 3, mode: 'api', responsible: '不动产登记中心' },
  { entry: 'visitor-flow', department: 'wlj', days: 60, mode: 'database', responsible: '资源开发科' },
] as const;

/** 纳入共享目录, one on its live service and the others on promises, and the first edition of both catalogues. */
export async function seedListings(needs: MovableNeeds, { people, entries }: SeededCity): Promise<void> {
  for (const { entry, department, days, mode, responsible } of listings) {
    const head = `${department}.fzr`;
    const id = entries.get(entry) ?? '';
    const { body } = expected(await people.as(head, `GET /catalog/entries/${id}`), 200);
    const last = dayIn(needs.config.KAREZ_TIME_ZONE, new Date(needs.clock.now().getTime() + (days ?? 0) * DAY_MS));
    const promise = days === null ? null : { dueOn: last, mode, responsible };
    const listed = { promise, opinion: '同意纳入共享目录。', secondFactor: await people.codeOf(head) };
    expected(await people.as(head, `POST /catalog/entries/${id}/listing`, { body: listed, ifMatch: Number(body['revision']) }), 200);
  }
  const issued = { regionCode: '650400', opinion: '同意发布。', secondFactor: await people.codeOf('zfb.zgy') };
  expected(await people.as('zfb.zgy', 'POST /catalog/editions', { body: issued, key: needs.newId() }), 201);
}
