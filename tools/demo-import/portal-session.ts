import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { csrfHeader, giveSecondFactor, signIn } from '@karez/contract/identity';
import { listDemoAccounts } from '@karez/contract/identity/machines';
import { apiPrefix, problemSchema, type AnswerOf, type BodyOf, type ParamsOf, type QueryOf, type Route } from '@karez/contract/route';

/** What a call may carry; `files` makes it a multipart upload. */
type Input<R> = {
  readonly params?: ParamsOf<R>;
  readonly query?: Partial<QueryOf<R>>;
  readonly body?: BodyOf<R>;
  readonly files?: readonly { readonly name: string; readonly content: Blob }[];
};

/** A refusal of the portal, with the code that it gave. */
export class PortalRefusal extends Error {
  override readonly name = 'PortalRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Calls of one person's session, each a contract route; throws {@link PortalRefusal} when the portal refuses. */
export type PortalSession = { call<R extends Route>(route: R, input?: Input<R>): Promise<AnswerOf<R>> };

/** Codes change every 30 seconds and count once. */
const codeSeconds = 30;
const rolesWanted = ['AUTHORITY_ADMIN', 'PLATFORM_OPERATOR', 'SYS_ADMIN'];

/** Signs in as the demo account that imports catalogues of places: one of the authority, of the city where there are several. */
export async function signInToDemo(url: string): Promise<PortalSession> {
  const visitor = sessionOf(url);
  const { items } = await visitor.call(listDemoAccounts);
  const fit = items.filter(({ roles }) => roles.some((role) => rolesWanted.includes(role)));
  const account = fit.toSorted((a, b) => rank(a.roles) - rank(b.roles) || a.regionCode.localeCompare(b.regionCode))[0];
  if (!account) throw new PortalRefusal('demo.no-account', 'the demo city has no account of the authority');
  await visitor.call(signIn, { body: { account: account.account, password: account.password } });
  await giveCode(visitor, account.account);
  return visitor;
}

function rank(roles: readonly string[]): number {
  return Math.min(...rolesWanted.map((role, at) => (roles.includes(role) ? at : rolesWanted.length)));
}

/** Gives the present code; one that was used already is followed by the next. */
async function giveCode(visitor: PortalSession, name: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const { items } = await visitor.call(listDemoAccounts);
    const code = items.find(({ account }) => account === name)?.code ?? '';
    try {
      await visitor.call(giveSecondFactor, { body: { code } });
      return;
    } catch (error) {
      const isUsed = error instanceof PortalRefusal && error.code === 'identity.second-factor.used';
      if (!isUsed || attempt > 1) throw error;
      await pause(codeSeconds * 1000);
    }
  }
}

function sessionOf(url: string): PortalSession {
  let cookie = '';
  let csrf = '';
  return {
    call: async (route, input = {}) => {
      const headers = new Headers({ accept: 'application/json', 'accept-language': 'zh', cookie, [csrfHeader]: csrf });
      const body = bodyOf(input);
      if (typeof body === 'string') headers.set('content-type', 'application/json');
      if (route.idempotent) headers.set('idempotency-key', randomUUID());
      const response = await fetch(new URL(addressOf(route, input), url), { method: route.method, headers, body: body ?? null });
      const answer: unknown = await response.json();
      if (!response.ok) throw refusalOf(answer, route.id);
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      csrf = csrfOf(answer) ?? csrf;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed with this very route's answer schema
      return route.answer.parse(answer) as AnswerOf<typeof route>;
    },
  };
}

function bodyOf<R extends Route>({ body, files }: Input<R>): string | FormData | undefined {
  if (!files) return body === undefined ? undefined : JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of Object.entries(body ?? {})) form.set(name, String(value));
  for (const { name, content } of files) form.append('file', content, name);
  return form;
}

function addressOf<R extends Route>(route: R, { params, query }: Input<R>): string {
  const values = new Map(textsOf(params));
  const path = route.path.replaceAll(/:([A-Za-z]+)/gu, (_whole, name: string) => encodeURIComponent(values.get(name) ?? ''));
  const search = new URLSearchParams(textsOf(query));
  return `${apiPrefix}${path}${search.size === 0 ? '' : `?${search.toString()}`}`;
}

function textsOf(values: object | undefined): [string, string][] {
  return Object.entries(values ?? {}).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]));
}

function csrfOf(answer: unknown): string | undefined {
  const isStep = typeof answer === 'object' && answer !== null && 'csrfToken' in answer && typeof answer.csrfToken === 'string';
  return isStep ? String(answer.csrfToken) : undefined;
}

function refusalOf(answer: unknown, route: string): PortalRefusal {
  const problem = problemSchema.safeParse(answer);
  if (!problem.success) return new PortalRefusal('unreadable', `${route}: the portal's answer cannot be read`);
  const places = problem.data.fields.map(({ title }) => title).join('; ');
  return new PortalRefusal(problem.data.code, `${route}: ${problem.data.title}${places === '' ? '' : ` (${places})`}`);
}
