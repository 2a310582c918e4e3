import type { GrantSuspension } from '@karez/contract/sharing/schemas';
import type { Reader } from '#platform/database';
import { presentClock, sidesOf } from '../present-application.ts';
import { hasRunOut, recheckTermOf, rectificationDaysMax, suspensionClocks, termOf } from './suspension-clock.ts';
import type { Standing } from './suspension-policy.ts';
import { suspensionsOf, suspensionSteps } from './suspension-store.ts';
import type { Suspension } from './suspension.ts';

/** The suspensions of some grants, read once for all of them. */
export async function suspensionsShown(reader: Reader, grantIds: readonly string[], at: Date) {
  const found = await suspensionsOf(reader, grantIds);
  const ids = found.map(({ id }) => id);
  const clocks = await suspensionClocks(reader, ids, at);
  const steps = await suspensionSteps(reader, ids);
  const sideOf = await sidesOf(reader, [
    ...found.map(({ organisationId }) => organisationId),
    ...steps.flatMap(({ organisationId }) => (organisationId === null ? [] : [organisationId])),
  ]);
  const shown = (suspension: Suspension): GrantSuspension => {
    const term = termOf(clocks, suspension.id);
    const recheck = recheckTermOf(clocks, suspension.id);
    const { id, no, state, side, fact, basis, report } = suspension;
    return {
      id,
      no,
      state,
      side,
      organisation: sideOf(suspension.organisationId).name,
      fact,
      basis,
      suspendedAt: suspension.suspendedAt.toISOString(),
      report: report && { words: report.words, at: report.at.toISOString() },
      term: term ? presentClock(term) : null,
      recheckTerm: recheck ? presentClock(recheck) : null,
      endedAt: suspension.endedAt?.toISOString() ?? null,
      history: steps
        .filter(({ suspensionId }) => suspensionId === id)
        .map(({ at: stepAt, action, organisationId, role, words }) => ({
          at: stepAt.toISOString(),
          action,
          organisation: organisationId === null ? '' : sideOf(organisationId).name,
          role,
          opinion: words,
        })),
    };
  };
  return {
    daysMax: await rectificationDaysMax(reader, at),
    shownOf: (grantId: string) => found.filter((one) => one.grantId === grantId).map(shown),
    standingOf: (grantId: string): Pick<Standing, 'open' | 'termHasRunOut'> => {
      const open = found.find((one) => one.grantId === grantId && one.endedAt === null);
      return { open, termHasRunOut: open !== undefined && hasRunOut(termOf(clocks, open.id)) };
    },
  };
}
