import { networkZoneSchema, protectionLevels, systemCharactersMax } from '@karez/contract/identity/schemas';
import { importedSystemsMax, systemFields, type SystemField } from '@karez/contract/identity/system-import';
import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { writeXlsx } from 'hucre/xlsx';
import type { Reader } from '#platform/database';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { columnLetters } from '#platform/tables/sheet-facts';
import type { Actor } from '../actor.ts';
import { findOrganisation } from '../organisation-store.ts';
import type { Organisation } from '../organisation.ts';

const widths: Readonly<Record<SystemField, number>> = {
  name: 28,
  owner: 18,
  division: 16,
  purpose: 36,
  builder: 24,
  operator: 24,
  networkZone: 16,
  protectionLevel: 14,
  joinedOn: 14,
};
/** Fields that a new system cannot do without: starred in the header. */
const required: readonly SystemField[] = ['name', 'purpose', 'builder', 'operator', 'networkZone', 'protectionLevel'];

/** An empty workbook to fill in, in the reader's language, with the values that the reader's own organisation may write. */
export async function systemTemplate(reader: Reader, actor: Actor, language: Language): Promise<Download | Refusal> {
  const owner = actor.orgId === null ? undefined : await findOrganisation(reader, actor.orgId);
  if (!owner) return refuse('identity.power.missing', { power: 'identity.systems' });
  const words = wordsIn(language);
  const lists = listsOf(words, owner);
  const valuesSheet = words.text('identity.system-import.values-sheet');
  const bold = { font: { bold: true } };
  const first = {
    name: words.text('identity.system-import.sheet'),
    columns: systemFields.map((field) => ({ width: widths[field] })),
    rows: [systemFields.map((field) => `${labelOf(words, field)}${required.includes(field) ? '*' : ''}`)],
    cells: new Map(systemFields.map((_field, at) => [`0,${at}`, { style: bold }] as const)),
    freezePane: { rows: 1 },
    dataValidations: lists.map(({ field, range }) => ({
      type: 'list' as const,
      formula1: `'${valuesSheet}'!${range}`,
      allowBlank: true,
      range: rangeBelow(field),
    })),
  };
  const second = { name: valuesSheet, columns: [{ width: 20 }, { width: 20 }, { width: 60 }], rows: valueRows(words, owner, lists) };
  return {
    fileName: words.text('identity.system-import.template-file'),
    contentType: workbookMediaType,
    content: await writeXlsx({ sheets: [first, second] }),
  };
}

function labelOf(words: Words, field: SystemField): string {
  return words.text(`identity.system-field.${field}`);
}

/** The cells below a field's header, as many as a file may have rows. */
function rangeBelow(field: SystemField): string {
  const letters = columnLetters(systemFields.indexOf(field) + 1);
  return `${letters}2:${letters}${importedSystemsMax + 1}`;
}

type ValueList = { readonly field: SystemField; readonly values: readonly string[]; readonly range: string };

/** Lists stand one below the other under the table of columns; the range is where a list's values stand. */
function listsOf(words: Words, { divisions }: Organisation): ValueList[] {
  const lists = [
    { field: 'networkZone', values: networkZoneSchema.options.map((zone) => words.text(`identity.network-zone.${zone}`)) },
    { field: 'protectionLevel', values: protectionLevels.map((level) => words.text('identity.protection-level', { level })) },
    { field: 'division', values: divisions.map(({ name }) => name) },
  ] as const;
  let row = systemFields.length + 4;
  return lists
    .filter(({ values }) => values.length > 0)
    .map(({ field, values }) => {
      const range = `$B$${row}:$B$${row + values.length - 1}`;
      row += values.length;
      return { field, values, range };
    });
}

function valueRows(words: Words, owner: Organisation, lists: readonly ValueList[]): string[][] {
  const text = (key: 'column' | 'required' | 'takes') => words.text(`identity.system-import.${key}`);
  const columns = systemFields.map((field) => [
    labelOf(words, field),
    words.text(`identity.system-import.required.${required.includes(field) ? 'yes' : 'no'}`),
    takes(words, field, owner),
  ]);
  const values = lists.flatMap((list) => list.values.map((value) => [labelOf(words, list.field), value]));
  const note = [words.text('identity.system-import.takes.rows', { limit: importedSystemsMax })];
  return [[text('column'), text('required'), text('takes')], ...columns, note, [], ...values];
}

/** What a column takes, in words. */
function takes(words: Words, field: SystemField, { name }: Organisation): string {
  const said = (kind: string, params = {}) => words.text(`identity.system-import.takes.${kind}`, params);
  const kinds: Readonly<Record<SystemField, string>> = {
    name: said('name', { limit: systemCharactersMax.name }),
    owner: said('owner', { owner: name }),
    division: said('division'),
    purpose: said('text', { limit: systemCharactersMax.purpose }),
    builder: said('text', { limit: systemCharactersMax.builder }),
    operator: said('text', { limit: systemCharactersMax.operator }),
    networkZone: said('list'),
    protectionLevel: said('list'),
    joinedOn: said('day'),
  };
  return kinds[field];
}
