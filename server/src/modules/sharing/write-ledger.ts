import type { Download } from '@karez/contract/route';
import type { Language } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { dayIn } from '@karez/kit/clock';
import { recordEvidence } from '#modules/audit/append';
import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { workbookMediaType } from '#platform/tables/refused-workbook';

export type LedgerNeeds = Pick<Needs, 'database' | 'clock' | 'config'>;
/** Who takes a ledger, from where and in which language. */
export type LedgerAsked = { readonly actor: Actor; readonly origin: string; readonly language: Language };
/** A list of the module as a ledger: its words are `<words>.<list>`, `-title` and `-file`, those of its columns `<words>.<header>`. */
export type Ledger = {
  readonly words: 'sharing.list' | 'sharing.statistics';
  readonly list: string;
  readonly columns: readonly (readonly [header: string, width: number])[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  readonly total: number;
  readonly filters: readonly string[];
};

/** Writes a list as a ledger; the export is evidenced before its first byte leaves. */
export async function writeLedger(
  { database, clock, config }: LedgerNeeds,
  { actor, origin, language }: LedgerAsked,
  list: Ledger,
): Promise<Download> {
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
    sheet: words.text(`${list.words}.${list.list}`),
    title: words.text(`${list.words}.${list.list}-title`),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), list.filters.length === 0 ? words.text('table.ledger.no-filter') : list.filters.join(' / ')],
      [words.text('table.ledger.made-on'), dayIn(config.KAREZ_TIME_ZONE, clock.now())],
      [words.text('table.ledger.maker'), await personTitle(reader, actor.id)],
    ],
    columns: list.columns.map(([header, width]) => ({ header: words.text(`${list.words}.${header}`), width })),
    rows: list.rows,
  });
  return { fileName: words.text(`${list.words}.${list.list}-file`), contentType: workbookMediaType, content };
}
