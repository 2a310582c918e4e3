/** Front door of law: articles that others rest on, the rule set in force, and the clocks of their duties. */
export { acceptClock, cancelClock, clocksOf, meetClock, moveTerm, ruleSetInForce, startClock, type ClockView } from './case-clocks.ts';
export { citeArticles } from './cite-articles.ts';
export type { ClockReference } from './clock-store.ts';
export { findArticles } from './law-store.ts';
export { workingDaysOf, type RegionDays } from './region-days.ts';
export type { RuleSet } from './rule-set.ts';
export { articlesNamed, type Named } from './name-articles.ts';
export { endOfDay } from './zoned-day.ts';
