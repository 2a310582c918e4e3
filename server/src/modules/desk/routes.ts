import * as contract from '@karez/contract/desk';
import { serve, type Served } from '#platform/http/serve';

import { exportBegun, exportNotices, exportTodos } from './export-inbox.ts';
import { mailRoutes, type MailRouteNeeds } from './mail/mail-routes.ts';
import { markRead, readBegun, readCounts, readNotices, readTodos } from './read-desk.ts';

/** The HTTP door of the module: everyone sees what waits for them and nothing else. */
export function deskRoutes(needs: MailRouteNeeds): readonly Served[] {
  const { clock } = needs;
  return [
    ...mailRoutes(needs),
    serve(contract.listTodos, ({ actor, query, database }) => readTodos(database.reader, actor, { ...query, now: clock.now() })),
    serve(contract.exportTodos, ({ actor, query, origin, language, database }) =>
      exportTodos({ ...needs, database }, { actor, origin, language }, query),
    ),
    serve(contract.exportBegun, ({ actor, query, origin, language, database }) =>
      exportBegun({ ...needs, database }, { actor, origin, language }, query),
    ),
    serve(contract.exportNotices, ({ actor, query, origin, language, database }) =>
      exportNotices({ ...needs, database }, { actor, origin, language }, query),
    ),
    serve(contract.listBegun, ({ actor, query, database }) => readBegun(database.reader, actor, query)),
    serve(contract.readCounts, ({ actor, database }) => readCounts(database.reader, actor, clock.now())),
    serve(contract.listNotices, ({ actor, query, database }) => readNotices(database.reader, actor, { ...query, now: clock.now() })),
    serve(contract.readAllNotices, ({ actor, database }) => markRead({ database }, { actor, noticeId: null, at: clock.now() })),
    serve(contract.readNotice, ({ actor, params, database }) =>
      markRead({ database }, { actor, noticeId: params.noticeId, at: clock.now() }),
    ),
  ];
}
