import type { Act, searchActs as searchActsRoute } from '@karez/contract/audit';
import type { QueryOf } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Caller } from '#platform/caller';
import type { Reader } from '#platform/database';
import { sightOf, type Sight } from './act-policy.ts';
import { actsMatching, type ActRow } from './leaf-store.ts';
import { allTrees } from './tree-store.ts';

/** The organisations of regions and of everything below them. Wired by the process: audit knows no regions. */
export type OrganisationsIn = (reader: Reader, regionCodes: readonly string[]) => Promise<readonly string[]>;
export type ActReading = { readonly reader: Reader; readonly organisationsIn: OrganisationsIn };

type Query = QueryOf<typeof searchActsRoute>;
export type FoundActs = { items: Act[]; next: string | null; total: number };

/** Lists sealed acts that the caller may see, newest first. */
export async function searchActs(reading: ActReading, caller: Caller, query: Query): Promise<FoundActs | Refusal> {
  const { reader } = reading;
  const sight = sightOf(caller);
  if (isRefusal(sight)) return sight;
  const seen = await organisationsOf(reading, sight);
  const filter = {
    organisations: narrowed(seen, query.org),
    action: query.action ?? null,
    objectId: query.object ?? null,
    grantId: query.grant ?? null,
    result: query.result ?? null,
    from: instantOf(query.from),
    until: instantOf(query.until),
  };
  const { rows, total } = await actsMatching(reader, filter, { before: placeOf(query.cursor), limit: query.limit });
  const names = new Map((await allTrees(reader)).map((tree) => [tree.log, tree.logId]));
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  return { items: rows.map((row) => actOf(row, names)), next: last ? `${last.log}-${last.index}` : null, total };
}

/** The organisations in sight; null where everything is, also what no organisation did. */
export async function organisationsOf({ reader, organisationsIn }: ActReading, sight: Sight): Promise<readonly string[] | null> {
  if (sight.kind === 'all') return null;
  if (sight.kind === 'own') return [sight.orgId];
  return sight.regions.length === 0 ? [] : organisationsIn(reader, sight.regions);
}

function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

function narrowed(seen: readonly string[] | null, wanted: string | undefined): readonly string[] | null {
  if (wanted === undefined) return seen;
  return seen === null || seen.includes(wanted) ? [wanted] : [];
}

function placeOf(cursor: string | undefined): { log: number; index: number } | null {
  const match = /^(\d{1,5})-(\d{1,15})$/.exec(cursor ?? '');
  return match ? { log: Number(match[1]), index: Number(match[2]) } : null;
}

const results = ['done', 'refused', 'failed', 'unknown'] as const;
const actors = ['person', 'client', 'system', 'anonymous'] as const;

function actOf(row: ActRow, names: ReadonlyMap<number, string>): Act {
  const { recordId, index, action, actorId, orgId, objectKind, objectId, grantId } = row;
  return {
    recordId,
    logId: names.get(row.log) ?? '',
    index,
    at: row.at.toISOString(),
    action,
    actorKind: actors.find((kind) => kind === row.actorKind) ?? 'system',
    actorId,
    orgId,
    objectKind,
    objectId,
    grantId,
    result: results.find((result) => result === row.result) ?? 'unknown',
  };
}
