import { monthsLater } from '@karez/kit/day';
import { ruleSetInForce } from '#modules/law';
import type { Reader } from '#platform/database';

/** Of each call that a gateway has decided: the action under which its evidence stands. */
export const CALL_ACTION = 'gateway.call';
/** Case kinds of the two clocks: of the quarter's statement, and of the month's sample. */
export const USE_RECORD_CASE = 'sharing.use-record';
export const USE_SAMPLE_CASE = 'sharing.use-sample';
/** Limits of the rule set with the same names. */
export const STATEMENT_RULE = 'sharing.use-statement';
export const SAMPLE_RULE = 'sharing.use-sample';

async function figureOf(reader: Reader, key: string, at: Date): Promise<number> {
  const figure = (await ruleSetInForce(reader, at)).figures.get(key);
  if (!figure) throw new Error(`the rule set in force has no ${key}`);
  return figure.figure;
}

/** Day until which what is written on a day is kept (809-29). @throws where the rule set in force does not say how long: law must have been seeded. */
export async function keptUntil(reader: Reader, { today, at }: { today: string; at: Date }): Promise<string> {
  return monthsLater(today, 12 * (await figureOf(reader, 'sharing.use-record-kept', at)));
}

/** How many calls of a month are looked at, at most. */
export async function sampleSize(reader: Reader, at: Date): Promise<number> {
  return figureOf(reader, 'sharing.use-sample-size', at);
}
