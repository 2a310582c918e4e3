import { csrfHeader } from '@karez/contract/identity';
import type { Route } from '@karez/contract/route';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { anonymous, holds } from '#platform/caller';
import type { Knock } from '#platform/http/mount';
import type { Needs } from '#platform/needs';
import type { Actor, SessionActor } from './actor.ts';
import { clientActor, personActor } from './actor-store.ts';
import type { ActingUnder } from './stand-in.ts';
import { csrfTokenOf, hashToken, sameText } from './secret.ts';
import { saveSeen, sessionByToken, type Session } from './session-store.ts';
import { endsOf, isLive, isWorthSeeing, type SessionLimits } from './session.ts';
import { verifyAccessToken } from './verify-access-token.ts';

export const SESSION_COOKIE = 'karez_session';
/** The one write that may come without a CSRF token: it begins a session and uses none. */
const SIGN_IN_ROUTE = 'identity.sign-in';
/** Writes that are one's own whomever one acts for: going back to oneself, acting for somebody else, leaving, and one's own notices. */
const ownRoutes: readonly string[] = ['desk.act-as-self', 'desk.act-for', 'desk.read-notice', 'desk.read-all-notices'];

type AuthenticateNeeds = Pick<Needs, 'database' | 'clock' | 'config' | 'keys'> & { readonly actingUnder: ActingUnder };

const nobody: SessionActor = { ...anonymous, session: null };

/** Who knocks: a person by session cookie, a machine client by bearer token, else nobody; a refusal where the route asks for more. */
export async function authenticate(needs: AuthenticateNeeds, knock: Knock): Promise<SessionActor | Refusal> {
  const bearer = bearerOf(knock.headers['authorization']);
  const actor = bearer === undefined ? await personOf(needs, knock) : await clientOf(needs, bearer);
  if (isRefusal(actor)) return actor;
  return admitted(actor, knock.route);
}

/** Whether the caller holds the route's power anywhere at all, and whether it may be done for another where the caller acts for one. */
export function permit(actor: SessionActor, route: Route): Refusal | null {
  const barred = notLent(actor, route);
  if (barred) return barred;
  return route.power === null || holds(actor, route.power) ? null : refuse('request.not-permitted');
}

/**
 * Why this is not done by somebody who acts for another (代): no deed but those that the delegation names, whatever power they share with others; and
 * nothing under a delegation that has ended, so that what was meant for another is never done as one's own. Reading stays open.
 */
function notLent({ standsFor, lapsed }: SessionActor, route: Route): Refusal | null {
  if (route.method === 'GET' || route.audience === 'anyone' || ownRoutes.includes(route.id)) return null;
  if (lapsed) return refuse('request.delegation-ended');
  return standsFor && !standsFor.deeds.includes(route.id) ? refuse('request.not-lent') : null;
}

function admitted(actor: SessionActor, route: Route): SessionActor | Refusal {
  if (route.audience === 'anyone') return actor;
  if (route.audience === 'client') return actor.kind === 'client' ? actor : refuse('request.signed-out');
  if (actor.kind === 'person') return actor;
  // Whoever began to sign in is told what is missing; who is nobody, or a client, goes on to the verb of a route for readers.
  if (route.audience === 'reader' && actor.session === null) return actor;
  if (!actor.session) return refuse('request.signed-out');
  if (actor.session.stage === 'change-password') return refuse('identity.session.password-change-required');
  return actor.session.stage === 'done' ? refuse('identity.sign-in.no-post') : refuse('request.second-factor-missing');
}

function bearerOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1] : undefined;
}

async function clientOf(needs: AuthenticateNeeds, bearer: string): Promise<SessionActor | Refusal> {
  const clientId = await verifyAccessToken(needs, bearer);
  const client = clientId === undefined ? undefined : await clientActor(needs.database.reader, clientId);
  return client ? { ...client, session: null } : refuse('request.signed-out');
}

async function personOf(needs: AuthenticateNeeds, knock: Knock): Promise<SessionActor | Refusal> {
  const token = knock.cookies[SESSION_COOKIE];
  if (!token) return nobody;
  const { database, clock, config } = needs;
  const found = await sessionByToken(database.reader, hashToken(token));
  const now = clock.now();
  const limits: SessionLimits = { idleMinutes: config.KAREZ_SESSION_IDLE_MINUTES, hoursMax: config.KAREZ_SESSION_HOURS_MAX };
  if (!found || !isLive(found, limits, now)) return nobody;
  const csrfToken = csrfTokenOf(token);
  if (isForged(knock, csrfToken)) return refuse('request.csrf');
  if (isWorthSeeing(found, now)) await database.transaction((tx) => saveSeen(tx, found.id, now));
  const { beganAt: _began, seenAt: _seen, endedAt: _ended, delegationId: _under, ...known } = found;
  const session = { ...known, csrfToken, ...endsOf(found, limits) };
  if (found.stage !== 'done') return { ...nobody, session };
  return { ...((await actorOf(needs, found)) ?? anonymous), session };
}

/** The person, or whoever they act for at present; a delegation that has ended stays in sight until they go back to themselves. */
async function actorOf(
  { database: { reader }, clock, config, actingUnder }: AuthenticateNeeds,
  { personId, actingPostId, delegationId }: Session,
): Promise<Actor | undefined> {
  const under = delegationId === null ? undefined : await actingUnder(reader, { personId, delegationId });
  if (under && 'actor' in under) return under.actor;
  const own = await personActor(reader, { personId, actingPostId }, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  return own && under ? { ...own, lapsed: under.lapsed } : own;
}

/** A write that does not carry the session's own token came from a page that could not read it. */
function isForged({ route, headers }: Knock, csrfToken: string): boolean {
  if (route.method === 'GET' || route.id === SIGN_IN_ROUTE) return false;
  const given = headers[csrfHeader];
  return typeof given !== 'string' || !sameText(given, csrfToken);
}
