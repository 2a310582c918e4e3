import type { Download } from '@karez/contract/route';
import type { Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import type { DenialFilters } from '#modules/catalog';
import { writeLedger, type Asking } from '#modules/desk';
import type { Needs } from '#platform/needs';
import { sidesOf } from '../present-application.ts';
import { denialsUnder, listDenials, responsibilitiesUnder, type ResponsibilityFilters } from './read-lists.ts';

type LedgerNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;

/** What the module's lists are called. */
const wordsOf = (list: string) => ({
  sheet: `sharing.list.${list}`,
  title: `sharing.list.${list}-title`,
  file: `sharing.list.${list}-file`,
});
const inList = (columns: readonly (readonly [string, number])[]) =>
  columns.map(([column, width]) => [`sharing.list.${column}`, width] as const);

async function providerWords({ database }: LedgerNeeds, provider: string | undefined): Promise<string[]> {
  return provider === undefined ? [] : [(await sidesOf(database.reader, [provider]))(provider).name];
}

const said = (words: Words, prefix: string, value: string | undefined): string[] =>
  value === undefined ? [] : [words.text(`${prefix}.${value}`)];

/** 责任清单 as a workbook. */
export async function exportResponsibilities(
  needs: LedgerNeeds,
  { kind, state, provider, ...asked }: ResponsibilityFilters & Asking,
): Promise<Download> {
  const words = wordsIn(asked.language);
  const rows = await responsibilitiesUnder({ ...needs, reader: needs.database.reader }, asked.actor, { kind, state, provider });
  return writeLedger(needs, asked, {
    action: 'sharing.export-responsibilities',
    words: wordsOf('responsibilities'),
    facts: {},
    columns: inList([
      ['provider', 28],
      ['kind', 18],
      ['name', 36],
      ['division', 20],
      ['due-on', 14],
      ['state', 12],
    ]),
    rows: rows.map((row) => [
      row.provider.name,
      words.text(`sharing.responsibility.${row.kind}`),
      row.name,
      row.division,
      row.dueOn ?? '',
      words.text(`sharing.responsibility-state.${row.state}`),
    ]),
    total: rows.length,
    filters: [
      ...said(words, 'sharing.responsibility', kind),
      ...said(words, 'sharing.responsibility-state', state),
      ...(await providerWords(needs, provider)),
    ],
  });
}

async function* denialRows({ database }: LedgerNeeds, filters: DenialFilters): AsyncGenerator<string[]> {
  for await (const { provider, resourceCode, entryName, item, reason, basis } of denialsUnder(database.reader, filters))
    yield [provider.name, resourceCode, entryName, item?.name ?? '', reason, basis.join('\n')];
}

/** 负面清单 as a workbook, written while it is read. */
export async function exportDenials(needs: LedgerNeeds, { kind, provider, ...asked }: DenialFilters & Asking): Promise<Download> {
  const words = wordsIn(asked.language);
  const { total } = await listDenials(needs.database.reader, { kind, provider, offset: 0, limit: 1 });
  return writeLedger(needs, asked, {
    action: 'sharing.export-denials',
    words: wordsOf('denials'),
    facts: {},
    columns: inList([
      ['provider', 28],
      ['code', 24],
      ['entry', 34],
      ['item', 22],
      ['reason', 40],
      ['basis', 50],
    ]),
    rows: denialRows(needs, { kind, provider }),
    total,
    filters: [...said(words, 'sharing.denial', kind), ...(await providerWords(needs, provider))],
  });
}
