import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isUniqueViolation, type Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import type { Needs } from '#platform/needs';
import type { Actor } from '../actor.ts';
import { addBusinessSystems, lockSystemsOfOrganisation, saveBusinessSystem, type BusinessSystem } from '../business-system-store.ts';
import { recordAct, recordActs } from '../evidence.ts';
import { findOrganisation } from '../organisation-store.ts';
import { mayUse } from '../powers.ts';
import { changedSystem, isStale, newFacts } from './compare-system.ts';
import { countSystemRows, lockRegister, lockSystemImport, markSystemsApplied, rowsToApply, type StoredRow } from './system-import-store.ts';
import { mayApply, type SystemImport } from './system-import.ts';

type ApplyNeeds = Pick<Needs, 'database' | 'clock' | 'newId'>;
export type ApplySystemImport = { readonly actor: Actor; readonly importId: string; readonly origin: string };

/** Stale rows that are named one by one; how many there are is always told. */
const staleRowsShown = 20;

/**
 * Lets the new and changed rows of a dry run enter the register, all in one transaction, each with its evidence. The rows are judged
 * again under lock: where the register says something else than it did at the dry run, nothing is applied.
 */
export async function applySystemImport(
  { database, clock, newId }: ApplyNeeds,
  { actor, importId, origin }: ApplySystemImport,
): Promise<SystemImport | Refusal> {
  return unlessNamedMeanwhile(() =>
    database.transaction(async (tx) => {
      const found = await lockSystemImport(tx, importId);
      if (!found || found.orgId !== actor.orgId) return refuse('identity.system-import.not-found');
      const permitted = mayUse(actor, 'identity.systems', { orgId: found.orgId });
      if (isRefusal(permitted)) return permitted;
      const open = mayApply(found, { counts: await countSystemRows(tx, importId), at: clock.now() });
      if (isRefusal(open)) return open;
      await lockRegister(tx, found.orgId);
      const systems = await lockSystemsOfOrganisation(tx, found.orgId);
      const rows = await rowsToApply(tx, importId);
      const stale = await refuseStale(tx, { found, systems, rows });
      if (stale) return stale;

      const at = clock.now();
      const applied: SystemImport = { ...found, state: 'applied', appliedBy: actor.id, appliedAt: at };
      const writing: Writing = { actor, at, origin, applied };
      const registered = await registerRows(tx, rows, { ...writing, newId });
      const changed = await changeRows(tx, rows, { ...writing, systems });
      await markSystemsApplied(tx, applied, registered);
      const facts = { registered: registered.length, changed };
      await recordAct(tx, {
        actor,
        at,
        action: 'identity.apply-system-import',
        object: { kind: 'system-import', id: importId },
        origin,
        facts,
      });
      await reached('identity.system-import.before-commit');
      return applied;
    }),
  );
}

type Judging = { readonly found: SystemImport; readonly systems: readonly BusinessSystem[]; readonly rows: readonly StoredRow[] };

async function refuseStale(tx: Transaction, { found, systems, rows }: Judging): Promise<Refusal | undefined> {
  const owner = await findOrganisation(tx, found.orgId);
  const places = new Map(found.columns.map((column) => [column.field, column]));
  const register = { systems, divisions: owner?.divisions ?? [], places };
  const stale = rows.filter((row) => isStale(row, register));
  if (stale.length === 0) return undefined;
  const fields = stale
    .slice(0, staleRowsShown)
    .map(({ row }) => ({ path: `${row}/`, code: 'identity.system-import.row-stale', params: { row } }));
  return refuse('identity.system-import.stale', { count: stale.length }, fields);
}

type Writing = { readonly actor: Actor; readonly at: Date; readonly origin: string; readonly applied: SystemImport };
type WrittenRow = { readonly row: number; readonly system: BusinessSystem };

async function registerRows(tx: Transaction, rows: readonly StoredRow[], { newId, ...writing }: Writing & Pick<Needs, 'newId'>) {
  const { orgId } = writing.applied;
  const registered = rows
    .filter(({ outcome }) => outcome === 'new')
    .map((row): WrittenRow => ({ row: row.row, system: { ...newFacts(row), id: newId(), orgId, state: 'running', version: 1 } }));
  await addBusinessSystems(
    tx,
    registered.map(({ system }) => system),
    writing.at,
  );
  await recordRows(tx, registered, { ...writing, action: 'identity.register-business-system' });
  return registered.map(({ row, system }) => ({ row, systemId: system.id }));
}

async function changeRows(tx: Transaction, rows: readonly StoredRow[], { systems, ...writing }: Writing & Pick<Judging, 'systems'>) {
  const known = new Map(systems.map((system) => [system.id, system]));
  const changed = rows
    .filter(({ outcome }) => outcome === 'changed')
    .map((row): WrittenRow => {
      const system = known.get(row.systemId ?? '');
      if (!system) throw new Error(`row ${row.row} changes a system that is not locked`);
      return { row: row.row, system: changedSystem(system, row) };
    });
  for (const { system } of changed) await saveBusinessSystem(tx, system);
  await recordRows(tx, changed, { ...writing, action: 'identity.change-business-system' });
  return changed.length;
}

/** For each system the same act as by the form, and from which row of which import it came. */
async function recordRows(
  tx: Transaction,
  written: readonly WrittenRow[],
  { actor, at, origin, applied, action }: Writing & { action: string },
) {
  const acts = written.map(({ row, system: { id, version } }) => {
    const object = { kind: 'business-system', id };
    return { actor, at, action, object, origin, facts: { version, import: applied.id, row } };
  });
  await recordActs(tx, acts);
}

/** Somebody registers a name by the form at the same moment: the database decides which came first. */
async function unlessNamedMeanwhile<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, 'business_system_org_id_name_key')) return refuse('identity.system-import.stale', { count: 1 });
    throw error;
  }
}
