import type { SystemField } from '@karez/contract/identity/system-import';
import type { ImportOutcome } from '@karez/contract/table';
import type { FieldRefusal } from '@karez/kit/refusal';
import { nameKey } from '#platform/tables/cell-text';
import { refusalAt, type Places } from '#platform/tables/row-reading';
import type { BusinessSystem } from '../business-system-store.ts';
import type { BusinessSystemFacts } from '../register-business-system.ts';
import type { StatedFacts, StatedSystem } from './stated-system.ts';

/** One field that would change; values as text: codes of code lists, a division by its name. */
export type SystemChange = { readonly field: SystemField; readonly before: string; readonly after: string };

/** A row with what applying it would do to the register as it is. */
export type ComparedSystem = StatedSystem & {
  readonly outcome: ImportOutcome;
  readonly changes: readonly SystemChange[];
  readonly systemId: string | null;
  readonly systemVersion: number | null;
};

/** What rows are compared with: the owner's systems, its divisions, and where the fields stand in the sheet. */
export type Register = {
  readonly systems: readonly BusinessSystem[];
  readonly divisions: readonly { readonly id: string; readonly name: string }[];
  readonly places: Places<SystemField>;
};

/** Fields that a system cannot be registered without. */
const required = ['purpose', 'builder', 'operator', 'networkZone', 'protectionLevel'] as const;
const compared = [...required, 'joinedOn'] as const;

/** Compares a row with the register. Pure: the same row and register give the same outcome. */
export function compareSystem(row: StatedSystem, register: Register): ComparedSystem {
  if (row.refusals.length > 0) return refused(row, row.refusals);
  const alike = register.systems.filter(({ name }) => nameKey(name) === nameKey(row.stated.name));
  const system = alike.find(({ name }) => name === row.stated.name) ?? (alike.length === 1 ? alike[0] : undefined);
  if (system) return compareWith(row, system, register);
  if (alike.length > 1) return refusedName(row, register, { code: 'identity.system-import.name-ambiguous', systems: alike.length });
  const missing = required.filter((field) => row.stated[field] === null);
  if (missing.length === 0)
    return { ...row, outcome: 'new', changes: changesOf(null, row.stated, register), systemId: null, systemVersion: null };
  return refused(
    row,
    missing.map((field) =>
      refusalAt(row.row, field, { places: register.places, code: 'identity.system-import.value-missing', params: { field } }),
    ),
  );
}

function compareWith(row: StatedSystem, system: BusinessSystem, register: Register): ComparedSystem {
  if (system.state === 'retired') return refusedName(row, register, { code: 'identity.system-import.system-retired' });
  const changes = changesOf(system, row.stated, register);
  const outcome = changes.length > 0 ? 'changed' : 'unchanged';
  return { ...row, outcome, changes, systemId: system.id, systemVersion: system.version };
}

function refused(row: StatedSystem, refusals: readonly FieldRefusal[]): ComparedSystem {
  return { ...row, refusals, outcome: 'error', changes: [], systemId: null, systemVersion: null };
}

function refusedName(row: StatedSystem, { places }: Register, { code, ...params }: { code: string; systems?: number }): ComparedSystem {
  return refused(row, [refusalAt(row.row, 'name', { places, code, params })]);
}

/** What differs, field by field, of a system or from nothing; what the row leaves empty stays as it is registered. */
function changesOf(system: BusinessSystem | null, stated: StatedFacts, { divisions }: Register): SystemChange[] {
  const divisionName = (id: string | null) => divisions.find((division) => division.id === id)?.name ?? '';
  const division = { field: 'division', before: divisionName(system?.divisionId ?? null), after: divisionName(stated.divisionId) } as const;
  const others = compared.map((field) => ({ field, before: String(system?.[field] ?? ''), after: String(stated[field] ?? '') }));
  return [division, ...others].filter(({ before, after }) => after !== '' && before !== after);
}

/** What is registered for a new row. Throws where the row lacks a required field: only rows judged new come here. */
export function newFacts({ stated }: Pick<StatedSystem, 'stated'>): BusinessSystemFacts {
  const { purpose, builder, operator, networkZone, protectionLevel } = stated;
  if (purpose === null || builder === null || operator === null || networkZone === null || protectionLevel === null)
    throw new Error('a new system lacks a required field');
  return { ...stated, purpose, builder, operator, networkZone, protectionLevel };
}

/** A registered system with what the row states of it; its name stays as it is registered. */
export function changedSystem(system: BusinessSystem, { stated }: Pick<StatedSystem, 'stated'>): BusinessSystem {
  return {
    ...system,
    divisionId: stated.divisionId ?? system.divisionId,
    purpose: stated.purpose ?? system.purpose,
    builder: stated.builder ?? system.builder,
    operator: stated.operator ?? system.operator,
    networkZone: stated.networkZone ?? system.networkZone,
    protectionLevel: stated.protectionLevel ?? system.protectionLevel,
    joinedOn: stated.joinedOn ?? system.joinedOn,
    version: system.version + 1,
  };
}

/** Whether a row would now do something else than its dry run said: another outcome, another system, or another version of it. */
export function isStale(row: Omit<ComparedSystem, 'raw'>, register: Register): boolean {
  const now = compareSystem({ ...row, raw: {} }, register);
  const isDivisionGone = row.stated.divisionId !== null && !register.divisions.some(({ id }) => id === row.stated.divisionId);
  return isDivisionGone || now.outcome !== row.outcome || now.systemId !== row.systemId || now.systemVersion !== row.systemVersion;
}
