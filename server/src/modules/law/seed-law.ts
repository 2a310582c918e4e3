import type { Transaction } from '#platform/database';

import { calendarYears, insertCalendarHead, replaceYear } from './calendar-store.ts';
import { insertRuleSetLayer, putShippedArticle, putShippedInstrument } from './law-store.ts';
import { noticedDays, shippedArticles, shippedCalendars, shippedInstruments, shippedRuleSets, shippedVersion } from './shipped-law.ts';

/**
 * Puts the law that the product brings with it into the database: instruments, articles, rule sets, calendars.
 * Repeatable; a newer release refreshes rows that nobody edited, rows edited by hand stay as they are.
 */
export async function seedLaw(tx: Transaction, at: Date): Promise<void> {
  for (const instrument of shippedInstruments()) await putShippedInstrument(tx, instrument, shippedVersion.law);
  for (const article of shippedArticles()) await putShippedArticle(tx, article, shippedVersion.law);
  for (const layer of shippedRuleSets()) await insertRuleSetLayer(tx, layer);
  await seedCalendars(tx, at);
}

async function seedCalendars(tx: Transaction, at: Date): Promise<void> {
  const present = new Set((await calendarYears(tx)).map((year) => `${year.calendarId} ${year.year}`));
  for (const { id, parent, name, regionPrefix, zone, noticeTitle, years } of shippedCalendars()) {
    await insertCalendarHead(tx, { id, parentId: parent, name, regionPrefix, zone, noticeTitle });
    // A year that is there is left alone: a correction of a published notice is loaded by a person, who then answers for the moved dates.
    for (const year of years.filter((one) => !present.has(`${id} ${one.year}`))) {
      const notice = { calendarId: id, year: year.year, title: year.notice.title, number: null, address: year.notice.address };
      await replaceYear(tx, { ...notice, version: shippedVersion.calendars, edited: false, at }, noticedDays(year));
    }
  }
}
