export {
  cancelClock,
  clocksOf,
  extendClock,
  meetClock,
  restartClock,
  ruleSetInForce,
  startClock,
  stopClock,
  type ClockView,
  type StartClock,
} from './case-clocks.ts';
export type { Clock, Stop } from './clock.ts';
export type { ClockReference } from './clock-store.ts';
export { citeArticles } from './cite-articles.ts';
export { findArticles, type Article, type ArticleQuery, type Citer } from './law-store.ts';
export type { DenialBasis, Limit, Nature, Rank, RefusalReason, RuleSet } from './rule-set.ts';
export { endOfDay, startOfDay, type Day } from './zoned-day.ts';
