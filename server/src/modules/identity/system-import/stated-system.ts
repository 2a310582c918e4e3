import { setImmediate as otherWork } from 'node:timers/promises';
import { networkZoneSchema, protectionLevels, systemCharactersMax } from '@karez/contract/identity/schemas';
import { importedSystemsMax, type SystemField } from '@karez/contract/identity/system-import';
import { languages } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { isRefusal, refuse, type FieldRefusal, type Refusal } from '@karez/kit/refusal';
import { foldWidth, nameKey, shownText } from '#platform/tables/cell-text';
import { normaliseDay } from '#platform/tables/day';
import { newReading, type Places, type Reading } from '#platform/tables/row-reading';
import { bySpelling, lookUp } from '#platform/tables/spelling';
import type { Table } from '#platform/tables/table-file';
import type { BusinessSystem } from '../business-system-store.ts';
import type { Organisation } from '../organisation.ts';
import spellings from './spellings.json' with { type: 'json' };

type Zone = BusinessSystem['networkZone'];

/** What a row says of a system. An empty cell says nothing: it is null. */
export type StatedFacts = {
  readonly name: string;
  readonly divisionId: string | null;
  readonly purpose: string | null;
  readonly builder: string | null;
  readonly operator: string | null;
  readonly networkZone: Zone | null;
  readonly protectionLevel: number | null;
  readonly joinedOn: string | null;
};

/** A row of the file, read: what it states, its cells as text, and what is wrong with it by itself. */
export type StatedSystem = {
  readonly row: number;
  readonly stated: StatedFacts;
  readonly raw: Readonly<Record<string, string>>;
  readonly refusals: readonly FieldRefusal[];
};

const shownCharactersMax = 60;
/** Rows that are read before the process does other work. */
const ROWS_AT_A_TIME = 20;

/** The spellings of a code: itself, its words in every language, and other usual ones. */
function spellingsOf(codes: readonly (readonly [string, readonly string[]])[]) {
  return Object.fromEntries(codes);
}

const zones = bySpelling(
  spellingsOf(
    networkZoneSchema.options.map((zone) => [zone, [zone, ...wordsFor('identity.network-zone.', zone), ...spellings.networkZone[zone]]]),
  ),
  (zone) => networkZoneSchema.parse(zone),
);

const levels = bySpelling(
  spellingsOf(protectionLevels.map((level) => [String(level), [...levelWords(level), ...spellings.protectionLevel[level]]])),
  Number,
);

function wordsFor(prefix: string, code: string): string[] {
  return languages.map((language) => wordsIn(language).text(`${prefix}${code}`));
}

function levelWords(level: number): string[] {
  return languages.map((language) => wordsIn(language).text('identity.protection-level', { level }));
}

/** Reads every system of a table for the organisation that owns them; a refusal of the file as a whole ends it. */
export async function readSystems(table: Table<SystemField>, owner: Organisation): Promise<readonly StatedSystem[] | Refusal> {
  const places: Places<SystemField> = new Map(table.columns.map((column) => [column.field, column]));
  const systems: StatedSystem[] = [];
  const firstRows = new Map<string, number>();
  for await (const row of table.rows()) {
    if (isRefusal(row)) return row;
    if (systems.length % ROWS_AT_A_TIME === 0) await otherWork();
    if (systems.length === importedSystemsMax) return refuse('table.too-many-rows', { limit: importedSystemsMax });
    const reading = newReading(row, places);
    const stated = readFacts(reading, owner);
    const key = nameKey(stated.name);
    const firstRow = firstRows.get(key);
    if (key !== '' && firstRow === undefined) firstRows.set(key, row.row);
    if (firstRow !== undefined) reading.refuseField('name', 'identity.system-import.row-doubled', { firstRow });
    systems.push({ row: row.row, stated, raw: row.raw, refusals: reading.refusals });
  }
  return systems.length === 0 ? refuse('identity.system-import.no-rows') : systems;
}

function readFacts(reading: Reading<SystemField>, owner: Organisation): StatedFacts {
  const name = readLine(reading, 'name');
  if (name === null && !reading.isRefused('name')) reading.refuseField('name', 'identity.system-import.value-missing', { field: 'name' });
  readOwner(reading, owner);
  return {
    name: name ?? '',
    divisionId: readDivision(reading, owner),
    purpose: reading.bounded('purpose', systemCharactersMax.purpose) || null,
    builder: readLine(reading, 'builder'),
    operator: readLine(reading, 'operator'),
    networkZone: readCode(reading, 'networkZone', { codes: zones, unknown: 'identity.system-import.zone-unknown' }),
    protectionLevel: readCode(reading, 'protectionLevel', { codes: levels, unknown: 'identity.system-import.level-unknown' }),
    joinedOn: readDay(reading),
  };
}

/** One line of text, full-width letters and digits in their usual form. */
function readLine(reading: Reading<SystemField>, field: 'name' | 'builder' | 'operator'): string | null {
  return foldWidth(reading.bounded(field, systemCharactersMax[field])) || null;
}

/** Only one's own systems are registered: the owner may be left out, but not be another. */
function readOwner(reading: Reading<SystemField>, { name, shortName, formerNames }: Organisation): void {
  const stated = nameKey(reading.text('owner'));
  const isOwn = stated === '' || [name, shortName, ...formerNames].some((own) => nameKey(own) === stated);
  if (!isOwn) reading.refuseField('owner', 'identity.system-import.owner-other');
}

function readDivision(reading: Reading<SystemField>, { divisions }: Organisation): string | null {
  const stated = reading.text('division');
  if (stated === '') return null;
  const division = divisions.find(({ name }) => nameKey(name) === nameKey(stated));
  if (!division) refuseValue(reading, 'division', 'identity.system-import.division-unknown');
  return division?.id ?? null;
}

type Codes<T> = { readonly codes: ReadonlyMap<string, T>; readonly unknown: string };

function readCode<T>(reading: Reading<SystemField>, field: 'networkZone' | 'protectionLevel', { codes, unknown }: Codes<T>): T | null {
  const stated = reading.text(field);
  if (stated === '') return null;
  const found = lookUp(codes, nameKey(stated), stated);
  if ('value' in found) return found.value;
  refuseValue(reading, field, unknown);
  return null;
}

function readDay(reading: Reading<SystemField>): string | null {
  const cell = reading.cell('joinedOn');
  if (cell.text === '') return null;
  const day = normaliseDay(cell);
  if ('value' in day) return day.value;
  if ('tooEarly' in day) reading.refuseField('joinedOn', 'table.cell-date-before-1900');
  else refuseValue(reading, 'joinedOn', 'identity.system-import.day-unknown');
  return null;
}

function refuseValue(reading: Reading<SystemField>, field: SystemField, code: string): void {
  reading.refuseField(field, code, { value: shownText(reading.text(field), shownCharactersMax) });
}
