import type { CalendarAnswer, ClockAnswer, RuleSetAnswer } from '@karez/contract/law';

import type { CalendarHead, CalendarYear } from './calendar-store.ts';
import type { ClockView } from './case-clocks.ts';
import type { RuleSet } from './rule-set.ts';
import { missingNotices, workingDaysBetween, type Calendar } from './working-day.ts';
import { yearOf, type Day } from './zoned-day.ts';

/** A clock as it crosses the wire. */
export function clockAnswer(view: ClockView): ClockAnswer {
  return {
    ...view,
    articles: [...view.articles],
    startedAt: view.startedAt.toISOString(),
    dueAt: view.dueAt?.toISOString() ?? null,
    provisional: [...view.provisional],
    stops: view.stops.map((stop) => ({ stoppedAt: stop.stoppedAt.toISOString(), returnedAt: stop.returnedAt?.toISOString() ?? null })),
    extension: view.extension && { workingDays: view.extension.workingDays, grantedAt: view.extension.grantedAt.toISOString() },
    endedAt: view.endedAt?.toISOString() ?? null,
  };
}

/** A rule set with everything it inherits, as it crosses the wire. */
export function ruleSetAnswer(set: RuleSet, inForce: boolean): RuleSetAnswer {
  return {
    id: set.id,
    version: set.version,
    effectiveFrom: set.effectiveFrom,
    inForce,
    basis: [...set.basis],
    limits: [...set.limits.values()].map((limit) => ({
      key: limit.key,
      workingDays: limit.workingDays,
      nature: limit.nature,
      articles: [...limit.articles],
      extensionWorkingDaysMax: limit.extension?.workingDaysMax ?? null,
      onSupplement: limit.supplement?.onReturn ?? null,
      from: limit.from,
    })),
    denialRanks: [...set.denial.ranks],
    refusals: [...set.refusals.values()].map((reason) => ({
      code: reason.code,
      citationRanks: reason.citationRanks && [...reason.citationRanks],
      authorityDecides: reason.authorityDecides,
      articles: [...reason.articles],
      from: reason.from,
    })),
    figures: [...set.figures.values()].map((one) => ({
      key: one.key,
      figure: one.figure,
      unit: one.unit,
      nature: one.nature,
      articles: [...one.articles],
      from: one.from,
    })),
    deputised: [...set.deputised.values()].map((one) => ({
      deed: one.deed,
      by: one.by,
      nature: one.nature,
      articles: [...one.articles],
      from: one.from,
    })),
    duties: [...set.duties.values()].map((duty) => ({ key: duty.key, articles: [...duty.articles], from: duty.from })),
  };
}

/** A calendar with its notices, the working days of each year, and what is missing for this year and the next. */
export function calendarAnswer(
  head: CalendarHead,
  { years, calendar, today }: { years: readonly CalendarYear[]; calendar: Calendar; today: Day },
): CalendarAnswer {
  const loaded = years.filter((year) => year.calendarId === head.id);
  return {
    id: head.id,
    parentId: head.parentId,
    name: head.name,
    regionPrefix: head.regionPrefix,
    zone: head.zone,
    years: loaded.map((year) => ({
      year: year.year,
      noticeTitle: year.noticeTitle,
      noticeNumber: year.noticeNumber,
      noticeAddress: year.noticeAddress,
      edited: year.edited,
      workingDays: workingDaysBetween(calendar, `${year.year - 1}-12-31`, `${year.year}-12-31`),
    })),
    missing: missingNotices(calendar, today, `${yearOf(today) + 1}-12-31`).filter((notice) => notice.calendarId === head.id),
  };
}
