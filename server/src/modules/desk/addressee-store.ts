import type { Caller } from '#platform/caller';
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

/** The SQL of `reaches`: a condition on the addressee columns of `item`. Lists and counts both use it, so they cannot differ. */
export function waitingFor(caller: Caller): RawBuilder<boolean> {
  if (caller.kind !== 'person') return sql<boolean>`false`;
  const inUnits = caller.powers.filter((held) => held.orgId !== null);
  const inDivisions = inUnits.filter((held) => held.divisionId !== undefined);
  const overRegions = caller.powers.filter((held) => held.orgId === null && held.regionCode !== null);
  return sql<boolean>`(
    (item.for_kind = 'person' AND item.person_id = ${caller.id})
    OR (item.for_kind = 'organisation' AND (item.org_id, item.power) IN (SELECT * FROM unnest(${inUnits.map((held) => held.orgId)}::text[], ${inUnits.map((held) => held.power)}::text[])))
    OR (item.for_kind = 'division' AND (item.org_id, item.division_id, item.power) IN (SELECT * FROM unnest(${inDivisions.map((held) => held.orgId)}::text[], ${inDivisions.map((held) => held.divisionId)}::text[], ${inDivisions.map((held) => held.power)}::text[])))
    OR (item.for_kind = 'region' AND (item.region_code, item.power) IN (SELECT * FROM unnest(${overRegions.map((held) => held.regionCode)}::text[], ${overRegions.map((held) => held.power)}::text[]))
      AND NOT coalesce(${caller.orgId}::text = ANY (item.except_org_ids), false))
  )`;
}
