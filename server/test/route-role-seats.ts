import { createHash, randomBytes } from 'node:crypto';
import { roleCodes, type RoleCode } from '@karez/contract/identity/roles';
import { apiPrefix } from '@karez/contract/route';
import { sql } from 'kysely';
import { addPerson } from '../src/modules/identity/person-store.ts';
import { codeToGive, newSeed } from '../src/modules/identity/one-time-code.ts';
import { factorPurpose } from '../src/modules/identity/second-factor.ts';
import { csrfTokenOf, hashPassword } from '../src/modules/identity/secret.ts';
import { addSession } from '../src/modules/identity/session-store.ts';
import type { City } from './city.ts';
import { places, type Place } from './route-role-places.ts';

/** One person with one role at one place, signed in; or somebody who is not. */
export type Seat = {
  readonly role: RoleCode | 'anonymous' | 'client' | 'half';
  readonly place: Place | 'nowhere';
  readonly personId: string | null;
  readonly headers: Readonly<Record<string, string>>;
};

export type Sending = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body?: unknown;
  readonly upload?: { readonly fields: Readonly<Record<string, string>>; readonly fileName: string; readonly content: string };
  readonly ifMatch?: string | number;
  /** The call gives a code of the second factor: the seat's present one counts again. */
  readonly signs?: boolean;
};
export type Got = { readonly status: number; readonly type: string; readonly text: string };

/** Keys in the plan of the demo city of the department at each place. */
export const departments: Readonly<Record<Place, string>> = {
  provider: 'scjg',
  requester: 'slj',
  authority: 'zfb',
  other: 'zrzy',
  county: 'gcq.zfb',
};

export function nameOf({ role, place }: Seat): string {
  return `${role}@${place}`;
}

/** Every role at every place as a person of its own, each with nothing but that role. */
export async function openSeats(city: City): Promise<{ seats: readonly Seat[]; half: Seat; code: string }> {
  const passwordHash = await hashPassword('Karez-Water-2026');
  const seed = newSeed();
  const seatOf = async (place: Place, role: Seat['role'], roles: readonly RoleCode[]) =>
    seated(city, { place, role, roles, passwordHash, seed });
  const seats: Seat[] = [];
  for (const place of places) for (const role of rolesAt(place)) seats.push(await seatOf(place, role, [role]));
  // As much power as one person can have, all of it behind a second factor that was not given.
  const half = await seatOf(
    'provider',
    'half',
    roleCodes.filter((role) => role !== 'SEC_ADMIN' && role !== 'AUDIT_ADMIN'),
  );
  return { seats, half, code: codeToGive(seed, null, city.needs.clock.now()) };
}

/** One person with one role at one place, signed in. */
export async function openSeat(city: City, place: Place, role: RoleCode): Promise<Seat> {
  return seated(city, { place, role, roles: [role], passwordHash: await hashPassword('Karez-Water-2026'), seed: newSeed() });
}

/** At the authority its own roles: every other one is there what it is in any other department of the city. */
function rolesAt(place: Place): readonly RoleCode[] {
  return place === 'authority' ? ['AUTHORITY_ADMIN', 'AUTHORITY_LEADER', 'CATALOG_REGISTRAR'] : roleCodes;
}

type Seating = { place: Place; role: Seat['role']; roles: readonly RoleCode[]; passwordHash: string; seed: Uint8Array };

async function seated({ needs, founded }: City, { place, role, roles, passwordHash, seed }: Seating): Promise<Seat> {
  const personId = needs.newId();
  const orgId = founded.organisations.get(departments[place]) ?? '';
  const account = `seat.${place}.${role.toLowerCase().replaceAll('_', '-')}`;
  const token = randomBytes(32).toString('base64url');
  const at = needs.clock.now();
  await needs.database.transaction(async (tx) => {
    await addPerson(tx, { id: personId, account, title: account, homeOrgId: orgId, passwordHash, at });
    await sql`UPDATE identity.person SET password_must_change = false, second_factor = ${needs.keys.encrypt(factorPurpose(personId), seed)},
      second_factor_confirmed = true WHERE id = ${personId}`.execute(tx);
    for (const held of roles) {
      await sql`INSERT INTO identity.post (id, person_id, org_id, role, division_id, state, proposed_by, proposed_at)
        VALUES (${needs.newId()}, ${personId}, ${orgId}, ${held},
          CASE WHEN ${held} = 'DIVISION_CLERK' THEN (SELECT id FROM identity.division WHERE org_id = ${orgId} AND name IN ('登记注册科', '办公室') ORDER BY name DESC LIMIT 1) END,
          'confirmed', 'test', ${at})`.execute(tx);
    }
    const tokenHash = createHash('sha256').update(token).digest();
    await addSession(tx, { id: needs.newId(), tokenHash, personId, stage: role === 'half' ? 'second-factor' : 'done', at });
  });
  const headers = { cookie: `karez_session=${token}`, 'x-karez-csrf': csrfTokenOf(token) };
  return { role, place, personId, headers };
}

const boundary = 'karez-test-boundary';

/** One request as the seat sends it; the seat's code counts again where it gives one. */
export async function requestOf({ needs }: Pick<City, 'needs'>, seat: Seat, sending: Sending) {
  if (sending.signs && seat.personId !== null)
    await sql`UPDATE identity.person SET second_factor_step = NULL WHERE id = ${seat.personId}`.execute(needs.database.reader);
  return {
    method: sending.method,
    url: `${apiPrefix}${sending.url}`,
    headers: {
      ...seat.headers,
      ...contentHeaders(sending),
      ...(sending.ifMatch === undefined ? {} : { 'if-match': `"${sending.ifMatch}"` }),
    },
    ...payloadOf(sending),
  };
}

/** Sends one request as the seat; answers what came back, as text. */
export async function send(city: City, seat: Seat, sending: Sending): Promise<Got> {
  const answer = await city.app.inject(await requestOf(city, seat, sending));
  return { status: answer.statusCode, type: answer.headers['content-type'] ?? '', text: answer.body };
}

function contentHeaders({ body, upload }: Sending): Record<string, string> {
  if (upload) return { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

function payloadOf({ body, upload }: Sending): { payload?: string } {
  if (!upload) return body === undefined ? {} : { payload: JSON.stringify(body) };
  const fields = Object.entries(upload.fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${upload.fileName}"\r\ncontent-type: text/csv\r\n\r\n${upload.content}\r\n`;
  return { payload: `${fields.join('')}${file}--${boundary}--\r\n` };
}

/** The route that a row of the table is about. */
export function routeOf(row: string): string {
  return row.replace(/ \(.*\)$/u, '');
}
