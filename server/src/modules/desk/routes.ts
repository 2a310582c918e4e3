import * as contract from '@karez/contract/desk';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';
import { serve, type Served } from '#platform/http/serve';

import { exportBegun, exportNotices, exportTodos } from './export-inbox.ts';
import { mailRoutes, type MailRouteNeeds } from './mail/mail-routes.ts';
import { markRead, readBegun, readCounts, readNotices, readTodos } from './read-desk.ts';

export { actingUnder, standInsOf } from './delegation/stand-in.ts';
export { handoverRoutes } from './handover/handover-routes.ts';
export { delegationRoutes } from './delegation/delegation-routes.ts';

/** For whom a reader may act today, as the actors that the delegations make of them. */
export type StandInsOf = (reader: Reader, actor: Caller) => Promise<readonly Caller[]>;

/** The HTTP door of the module: everyone sees what waits for them and nothing else. */
export function deskRoutes(needs: MailRouteNeeds, standInsOf: StandInsOf = async () => []): readonly Served[] {
  const { clock } = needs;
  const inboxOf = async (actor: Caller, reader: Reader) => ({ ...actor, standIns: await standInsOf(reader, actor) });
  return [
    ...mailRoutes(needs),
    serve(contract.listTodos, async ({ actor, query, database: { reader } }) =>
      readTodos(reader, await inboxOf(actor, reader), { ...query, now: clock.now() }),
    ),
    serve(contract.exportTodos, async ({ actor, query, origin, language, database }) =>
      exportTodos({ ...needs, database }, { actor: await inboxOf(actor, database.reader), origin, language }, query),
    ),
    serve(contract.exportBegun, ({ actor, query, origin, language, database }) =>
      exportBegun({ ...needs, database }, { actor, origin, language }, query),
    ),
    serve(contract.exportNotices, ({ actor, query, origin, language, database }) =>
      exportNotices({ ...needs, database }, { actor, origin, language }, query),
    ),
    serve(contract.listBegun, ({ actor, query, database }) => readBegun(database.reader, actor, query)),
    serve(contract.readCounts, async ({ actor, database: { reader } }) => readCounts(reader, await inboxOf(actor, reader), clock.now())),
    serve(contract.listNotices, ({ actor, query, database }) => readNotices(database.reader, actor, { ...query, now: clock.now() })),
    serve(contract.readAllNotices, ({ actor, database }) => markRead({ database }, { actor, noticeId: null, at: clock.now() })),
    serve(contract.readNotice, ({ actor, params, database }) =>
      markRead({ database }, { actor, noticeId: params.noticeId, at: clock.now() }),
    ),
  ];
}
