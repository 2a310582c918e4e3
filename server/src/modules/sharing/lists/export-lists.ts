import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import type { DenialFilters } from '#modules/catalog';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { sidesOf } from '../present-application.ts';
import { denialsUnder, listDenials, responsibilitiesUnder, type ResponsibilityFilters } from './read-lists.ts';

type ExportNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;
type Asked = { readonly actor: Actor; readonly origin: string; readonly language: Language };
type Written = {
  readonly list: 'responsibilities' | 'denials';
  readonly columns: readonly (readonly [header: string, width: number])[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  readonly total: number;
  readonly filters: readonly string[];
};

/** Writes a list as a ledger; the export is evidenced before its first byte leaves. */
async function written({ database, clock, config }: ExportNeeds, { actor, origin, language }: Asked, list: Written): Promise<Download> {
  const words = wordsIn(language);
  await database.transaction((tx) =>
    recordEvidence(tx, {
      at: clock.now(),
      actor: { kind: actor.kind, id: actor.id, orgId: actor.orgId },
      action: `sharing.export-${list.list}`,
      outcome: { result: 'done' },
      origin,
      facts: { rows: list.total },
    }),
  );
  const { reader } = database;
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  const content = ledgerWorkbook({
    language,
    sheet: words.text(`sharing.list.${list.list}`),
    title: words.text(`sharing.list.${list.list}-title`),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), list.filters.length === 0 ? words.text('table.ledger.no-filter') : list.filters.join(' / ')],
      [words.text('table.ledger.made-on'), dayIn(config.KAREZ_TIME_ZONE, clock.now())],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: list.columns.map(([header, width]) => ({ header: words.text(`sharing.list.${header}`), width })),
    rows: list.rows,
  });
  return { fileName: words.text(`sharing.list.${list.list}-file`), contentType: workbookMediaType, content };
}

async function providerWords({ database }: ExportNeeds, provider: string | undefined): Promise<string[]> {
  return provider === undefined ? [] : [(await sidesOf(database.reader, [provider]))(provider).name];
}

const said = (words: Words, prefix: string, value: string | undefined): string[] =>
  value === undefined ? [] : [words.text(`${prefix}.${value}`)];

/** 责任清单 as a workbook. */
export async function exportResponsibilities(
  needs: ExportNeeds,
  { kind, state, provider, ...asked }: ResponsibilityFilters & Asked,
): Promise<Download> {
  const words = wordsIn(asked.language);
  const rows = await responsibilitiesUnder({ ...needs, reader: needs.database.reader }, asked.actor, { kind, state, provider });
  return written(needs, asked, {
    list: 'responsibilities',
    columns: [
      ['provider', 28],
      ['kind', 18],
      ['name', 36],
      ['division', 20],
      ['due-on', 14],
      ['state', 12],
    ],
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

async function* denialRows({ database }: ExportNeeds, filters: DenialFilters): AsyncGenerator<string[]> {
  for await (const { provider, resourceCode, entryName, item, reason, basis } of denialsUnder(database.reader, filters))
    yield [provider.name, resourceCode, entryName, item?.name ?? '', reason, basis.join('\n')];
}

/** 负面清单 as a workbook, written while it is read. */
export async function exportDenials(needs: ExportNeeds, { kind, provider, ...asked }: DenialFilters & Asked): Promise<Download> {
  const words = wordsIn(asked.language);
  const { total } = await listDenials(needs.database.reader, { kind, provider, offset: 0, limit: 1 });
  return written(needs, asked, {
    list: 'denials',
    columns: [
      ['provider', 28],
      ['code', 24],
      ['entry', 34],
      ['item', 22],
      ['reason', 40],
      ['basis', 50],
    ],
    rows: denialRows(needs, { kind, provider }),
    total,
    filters: [...said(words, 'sharing.denial', kind), ...(await providerWords(needs, provider))],
  });
}
