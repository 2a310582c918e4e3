import { platformRefusals } from '@karez/contract/route';
import { lawRefusals } from '@karez/contract/law';
import { silentLog } from '@karez/kit/logging/log';
import { refuse } from '@karez/kit/refusal';
import { holds, type Caller } from '#platform/caller';
import type { Database } from '#platform/database';
import { httpApp } from '#platform/http/app';
import { mount, type Door } from '#platform/http/mount';
import type { Served } from '#platform/http/serve';

/** An app with the module's routes and a door that believes the header `x-caller`; powers are asked for as in the real one. */
export async function testApi(database: Database, routes: readonly Served[], callers: Readonly<Record<string, Caller>>) {
  const door: Door<Caller> = {
    authenticate: async ({ headers }) => callers[String(headers['x-caller'])] ?? refuse('request.signed-out'),
    permit: (actor, route) => (route.power === null || holds(actor, route.power) ? null : refuse('request.not-permitted')),
    recordFailure: async () => null,
  };
  const app = await httpApp({ trustedProxies: [] });
  mount(app, { needs: { database, log: silentLog }, door, statuses: { ...platformRefusals, ...lawRefusals } }, routes);
  /** Asks as one of the callers: `ask('city', 'GET /law/calendars')`. */
  return async (caller: string, request: `${'GET' | 'POST' | 'PUT'} /${string}`, more: { body?: object; key?: string } = {}) => {
    const method = (['GET', 'POST', 'PUT'] as const).find((known) => request.startsWith(known)) ?? 'GET';
    const path = request.slice(method.length + 1);
    const headers = { 'x-caller': caller, ...(more.key === undefined ? {} : { 'idempotency-key': more.key }) };
    const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...(more.body === undefined ? {} : { payload: more.body }) });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };
}
