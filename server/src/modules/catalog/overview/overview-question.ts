import { nearDays } from '@karez/contract/catalog/overview';
import type { Organisation } from '#modules/identity';
import { dayAfter } from '@karez/kit/day';
import { endOfDay } from '#modules/law';
import type { Reader } from '#platform/database';
import { adjustmentClocks } from '../adjustment/adjustment-handing.ts';
import { unansweredAdjustmentsOf } from '../adjustment/adjustment-store.ts';
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
  /** Regions whose authority the reader belongs to. */
  readonly regionCodes: readonly string[];
  /** When each revision case and adjustment that still owes something is due; law keeps the clocks. */
  readonly clocks: readonly { readonly caseId: string; readonly dueAt: Date }[];
  /** Demands for which some of the departments have promised a day. */
  readonly demands: readonly PromisedDemand[];
};

/** A demand that a department has promised to meet by a day (`YYYY-MM-DD`), and the region whose authority decides on it. */
export type PromisedDemand = {
  readonly id: string;
  readonly organisationId: string;
  readonly regionCode: string;
  readonly name: string;
  readonly promisedOn: string;
};

/** What sharing tells the overview: it lies against the arrow of the modules, so the process lends it. */
export type DemandNeeds = { readonly promisedDemands: (reader: Reader, organisationIds: readonly string[]) => Promise<PromisedDemand[]> };
export type OverviewNeeds = Pick<StepNeeds, 'clock' | 'config'> & DemandNeeds & { readonly reader: Reader };

export async function questionAbout(
  needs: OverviewNeeds,
  { departments, regionCodes }: Pick<OverviewQuestion, 'departments' | 'regionCodes'>,
): Promise<OverviewQuestion> {
  const now = needs.clock.now();
  const today = todayOf(needs);
  const zone = needs.config.KAREZ_TIME_ZONE;
  const ids = departments.map(({ id }) => id);
  const cases = await caseClocks(needs.reader, await owingCasesOf(needs.reader, ids), now);
  const adjusted = await adjustmentClocks(needs.reader, await unansweredAdjustmentsOf(needs.reader, ids), now);
  return {
    departments,
    now,
    today,
    zone,
    nearUntil: endOfDay(zone, dayAfter(today, nearDays)),
    regionCodes,
    clocks: [...cases, ...adjusted].flatMap(([caseId, { dueAt, endedAt }]) =>
      dueAt === null || endedAt !== null ? [] : [{ caseId, dueAt }],
    ),
    demands: await needs.promisedDemands(needs.reader, ids),
  };
}
