import { holderOf } from '@karez/policy/hand';
import type { Caller, HeldPower } from '#platform/caller';
import { sql, type RawBuilder } from 'kysely';

import type { Addressee } from './addressee.ts';
import type { AddresseeColumns } from './desk-tables.ts';

/** The columns of an addressee. */
export function columnsOf(addressee: Addressee): AddresseeColumns {
  return {
    for_kind: addressee.kind,
    person_id: addressee.kind === 'person' ? addressee.personId : null,
    org_id: addressee.kind === 'organisation' || addressee.kind === 'division' ? addressee.orgId : null,
    division_id: addressee.kind === 'division' ? addressee.divisionId : null,
    region_code: addressee.kind === 'region' ? addressee.regionCode : null,
    power: addressee.kind === 'person' ? null : addressee.power,
    except_org_ids: addressee.kind === 'region' ? [...(addressee.exceptOrgIds ?? [])] : [],
  };
}

const said = (value: string | null): string => value ?? '';

/** The addressee that columns stand for. */
export function addresseeFrom(row: AddresseeColumns): Addressee {
  const [orgId, power] = [said(row.org_id), said(row.power)];
  if (row.for_kind === 'person') return { kind: 'person', personId: said(row.person_id) };
  if (row.for_kind === 'organisation') return { kind: 'organisation', orgId, power };
  if (row.for_kind === 'division') return { kind: 'division', orgId, divisionId: said(row.division_id), power };
  return { kind: 'region', regionCode: said(row.region_code), power, exceptOrgIds: row.except_org_ids };
}

/**
 * The SQL of `reaches`: a condition on the addressee columns of `item`. Lists and counts both use it, so they cannot differ. Each way in which something may be
 * addressed to the caller is a comparison with constants, so that each is found by its index.
 */
export function waitingFor(caller: Caller): RawBuilder<boolean> {
  if (caller.kind !== 'person') return sql<boolean>`false`;
  const inUnits = caller.powers.filter((held) => held.orgId !== null);
  const ways = [
    ownWay(caller),
    ...powersAt(inUnits, ({ orgId }) => orgId).map(
      ([orgId, powers]) =>
        sql<boolean>`(item.for_kind = 'organisation' AND item.org_id = ${orgId} AND item.power = ANY (${powers}::text[]))`,
    ),
    ...inUnits.flatMap(({ orgId, divisionId, power }) =>
      divisionId === undefined
        ? []
        : [
            sql<boolean>`(item.for_kind = 'division' AND item.org_id = ${orgId} AND item.power = ${power} AND item.division_id = ${divisionId})`,
          ],
    ),
    ...powersAt(
      caller.powers.filter(({ orgId }) => orgId === null),
      ({ regionCode }) => regionCode,
    ).map(
      ([
        regionCode,
        powers,
      ]) => sql<boolean>`(item.for_kind = 'region' AND item.region_code = ${regionCode} AND item.power = ANY (${powers}::text[])
        AND NOT coalesce(${caller.orgId}::text = ANY (item.except_org_ids), false))`,
    ),
  ];
  const any = sql<boolean>`(${sql.join(ways, sql` OR `)})`;
  // Of what waits for somebody else, only the kind of case whose deeds are lent: nothing is shown that could not be done.
  return caller.standsFor ? sql<boolean>`(item.subject_kind = ${lentCase} AND ${any})` : any;
}

/** The one kind of case that bears being done for another (decision 0014). */
const lentCase = 'sharing.application';

/** What waits for the person, or for whom one acts. */
function ownWay(caller: Caller): RawBuilder<boolean> {
  return sql<boolean>`(item.for_kind = 'person' AND item.person_id = ${holderOf(caller)})`;
}

/** Who reads an inbox, with those for whom they may act today (代): each as the actor that the delegation makes of them. */
export type InboxReader = Caller & { readonly standIns?: readonly Caller[] };

/** What waits for the reader, or for somebody for whom they act. */
export function waitingForAny({ standIns = [], ...caller }: InboxReader): RawBuilder<boolean> {
  return standIns.length === 0 ? waitingFor(caller) : sql<boolean>`(${sql.join([caller, ...standIns].map(waitingFor), sql` OR `)})`;
}

/** The delegation by which something waits for the reader; null where it waits for themselves. */
export function delegationOf({ standIns = [], ...caller }: InboxReader): RawBuilder<string | null> {
  if (standIns.length === 0) return sql<string | null>`NULL::text`;
  const cases = standIns.map((standIn) => sql`WHEN ${waitingFor(standIn)} THEN ${standIn.standsFor?.delegationId ?? null}::text`);
  return sql<string | null>`CASE WHEN ${waitingFor(caller)} THEN NULL ${sql.join(cases, sql` `)} END`;
}

/** Lines that belong to a post of the caller: by `org_id` and `power`. */
export function heldPosts(caller: Caller): RawBuilder<boolean> {
  const held = caller.kind === 'person' ? powersAt(caller.powers, ({ orgId }) => orgId) : [];
  if (held.length === 0) return sql<boolean>`false`;
  const posts = held.map(([orgId, powers]) => sql<boolean>`(item.org_id = ${orgId} AND item.power = ANY (${powers}::text[]))`);
  return sql<boolean>`(${sql.join(posts, sql` OR `)})`;
}

/** The powers that a caller holds at each place. */
function powersAt(held: readonly HeldPower[], placeOf: (one: HeldPower) => string | null): readonly (readonly [string, string[]])[] {
  const at = new Map<string, string[]>();
  for (const one of held) {
    const place = placeOf(one);
    if (place !== null) at.set(place, [...(at.get(place) ?? []), one.power]);
  }
  return [...at];
}

/** What waits for anybody in a unit that the caller heads: its heads see its terms as a whole, who administers its people does not. */
export function inUnitsLedBy(caller: Caller): RawBuilder<boolean> {
  const led = caller.kind === 'person' ? caller.powers.filter(({ power }) => power === 'desk.oversee') : [];
  return sql<boolean>`(item.for_kind IN ('organisation', 'division') AND item.org_id = ANY (${led.flatMap(({ orgId }) => orgId ?? [])}::text[]))`;
}
