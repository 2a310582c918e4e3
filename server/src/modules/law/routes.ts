import * as contract from '@karez/contract/law';
import { isRefusal } from '@karez/kit/refusal';
import { serve, type Served } from '#platform/http/serve';
import type { Needs } from '#platform/needs';

import { addArticle, addInstrument } from './add-instrument.ts';
import { changeInstrument } from './change-instrument.ts';
import { clockAnswer } from './law-answers.ts';
import { loadCalendarYear } from './load-calendar-year.ts';
import { putCalendarDay } from './put-calendar-day.ts';
import { setInternalLimit } from './set-internal-limit.ts';
import { pickArticles, readInstruments, readCalendarDays, readCalendars, readClocks, readRuleSets } from './read-law.ts';

/** The HTTP door of the module. */
export function lawRoutes(needs: Pick<Needs, 'clock' | 'newId'>): readonly Served[] {
  return [...registerRoutes(needs), ...calendarRoutes(needs)];
}

function registerRoutes({ clock, newId }: Pick<Needs, 'clock' | 'newId'>): readonly Served[] {
  return [
    serve(contract.listInstruments, async ({ database }) => ({ items: await readInstruments(database.reader) })),
    serve(contract.addInstrument, ({ actor, body, database }) => addInstrument({ database, clock }, { actor, instrument: body })),
    serve(contract.findArticles, async ({ query, database }) => ({ items: await pickArticles(database.reader, query) })),
    serve(contract.addArticle, ({ actor, params, body, database }) =>
      addArticle({ database, clock }, { actor, article: { ...body, instrument: params.instrumentId } }),
    ),
    serve(contract.changeInstrument, ({ actor, params, body, database }) =>
      changeInstrument({ database, clock, newId }, { actor, instrumentId: params.instrumentId, ...body }),
    ),
    serve(contract.listRuleSets, async ({ database }) => ({ items: await readRuleSets(database.reader, clock.now()) })),
    serve(contract.setInternalLimit, ({ actor, params, body, database }) =>
      setInternalLimit({ database, clock }, { actor, ...params, ...body }),
    ),
    serve(contract.listClocks, async ({ actor, query, database }) => {
      const clocks = await readClocks(database.reader, actor, { ...query, at: clock.now() });
      return { items: clocks.map(clockAnswer) };
    }),
  ];
}

function calendarRoutes({ clock, newId }: Pick<Needs, 'clock' | 'newId'>): readonly Served[] {
  return [
    serve(contract.listCalendars, async ({ database }) => ({ items: await readCalendars(database.reader, clock.now()) })),
    serve(contract.listCalendarDays, async ({ params, query, database }) => {
      const days = await readCalendarDays(database.reader, params.calendarId, query.year);
      return isRefusal(days) ? days : { items: [...days] };
    }),
    serve(contract.putCalendarDay, ({ actor, params, body, database }) =>
      putCalendarDay({ database, clock, newId }, { actor, ...params, ...body }),
    ),
    serve(contract.loadCalendarYear, ({ actor, params, body, database }) =>
      loadCalendarYear(
        { database, clock, newId },
        {
          actor,
          calendarId: params.calendarId,
          year: body.year,
          days: body.days,
          noticeTitle: body.noticeTitle ?? null,
          noticeNumber: body.noticeNumber ?? null,
          noticeAddress: body.papers[0] ?? null,
        },
      ),
    ),
  ];
}
