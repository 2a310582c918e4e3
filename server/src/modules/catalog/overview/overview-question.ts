import { nearDays } from '@karez/contract/catalog/overview';
import type { Organisation } from '#modules/identity';
import { dayAfter, endOfDay } from '#modules/law';
import type { Reader } from '#platform/database';
import { caseClocks } from '../revision-case/revision-case-clock.ts';
import { owingCasesOf } from '../revision-case/revision-case-store.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';

/** What the sources of all measures are asked with. */
export type OverviewQuestion = {
  readonly departments: readonly Pick<Organisation, 'id' | 'regionCode' | 'name' | 'shortName' | 'formerNames'>[];
  readonly now: Date;
  /** Today in the region's zone. */
  readonly today: string;
  readonly zone: string;
  /** What ends before this instant ends soon. */
  readonly nearUntil: Date;
  /** When each revision case that still owes something is due; law keeps the clocks. */
  readonly clocks: readonly { readonly caseId: string; readonly dueAt: Date }[];
};

export type OverviewNeeds = Pick<StepNeeds, 'clock' | 'config'> & { readonly reader: Reader };

export async function questionAbout(needs: OverviewNeeds, departments: OverviewQuestion['departments']): Promise<OverviewQuestion> {
  const now = needs.clock.now();
  const today = todayOf(needs);
  const zone = needs.config.KAREZ_TIME_ZONE;
  const owing = await owingCasesOf(
    needs.reader,
    departments.map(({ id }) => id),
  );
  const clocks = await caseClocks(needs.reader, owing, now);
  return {
    departments,
    now,
    today,
    zone,
    nearUntil: endOfDay(zone, dayAfter(today, nearDays)),
    clocks: [...clocks].flatMap(([caseId, { dueAt, endedAt }]) => (dueAt === null || endedAt !== null ? [] : [{ caseId, dueAt }])),
  };
}
