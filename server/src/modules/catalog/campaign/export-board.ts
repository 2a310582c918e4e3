import { organisationById, personTitle, type Actor } from '#modules/identity';
import type { Download } from '@karez/contract/route';
import type { Language, Words } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { workbookMediaType } from '#platform/tables/refused-workbook';
import { ledgerWorkbook } from '#platform/tables/ledger-workbook';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import { boardStatusOf, type BoardStatus } from './campaign.ts';
import { overseesCampaign } from './campaign-policy.ts';
import { recordCampaignStep, type CampaignCommand } from './campaign-step.ts';
import type { BoardRow } from './campaign-store.ts';
import { visibleCampaign } from './read-campaigns.ts';

type ExportBoard = CampaignCommand & { readonly status: BoardStatus | undefined; readonly language: Language };

function cells(words: Words, { organisationName, state, counts, said, reminders, remindedOn }: BoardRow) {
  return [
    organisationName,
    words.text(`catalog.campaign.status.${boardStatusOf(state, counts)}`),
    counts.draft,
    counts.submitted,
    counts.returned,
    counts.published,
    said?.opinion ?? '',
    reminders,
    remindedOn ?? '',
  ];
}

const widths = [28, 16, 10, 10, 10, 10, 40, 10, 14];
const headers = ['organisation', 'status', 'draft', 'submitted', 'returned', 'published', 'said', 'reminders', 'reminded-on'];

/** Who made a ledger: the post's title and its department, never a person's name beyond the account's title. */
async function makerOf(needs: Pick<StepNeeds, 'database'>, actor: Actor): Promise<{ unit: string; maker: string }> {
  const { reader } = needs.database;
  const unit = actor.orgId === null ? '' : ((await organisationById(reader, actor.orgId))?.name ?? '');
  return { unit, maker: await personTitle(reader, actor.id) };
}

/** The board as a ledger; the export is evidenced before its first byte leaves. */
export async function exportCampaignBoard(needs: StepNeeds, command: ExportBoard): Promise<Download | Refusal> {
  const { actor, status, language } = command;
  const seen = await visibleCampaign(needs.database.reader, command);
  if (isRefusal(seen)) return seen;
  const { campaign, rows } = seen;
  if (!overseesCampaign(actor, campaign)) return refuse('catalog.campaign.not-found');
  const shown = rows.filter(({ state, counts }) => status === undefined || boardStatusOf(state, counts) === status);
  await needs.database.transaction((tx) =>
    recordCampaignStep(tx, needs, {
      command,
      action: 'catalog.export-campaign-board',
      facts: { rows: shown.length, status: status ?? null },
    }),
  );
  const words = wordsIn(language);
  const { unit, maker } = await makerOf(needs, actor);
  const filter = status === undefined ? words.text('table.ledger.no-filter') : words.text(`catalog.campaign.status.${status}`);
  const content = ledgerWorkbook({
    language,
    sheet: words.text('catalog.campaign.ledger.sheet'),
    title: words.text('catalog.campaign.ledger.title', { title: campaign.title }),
    facts: [
      [words.text('table.ledger.unit'), unit],
      [words.text('table.ledger.filters'), filter],
      [words.text('table.ledger.made-on'), todayOf(needs)],
      [words.text('table.ledger.maker'), maker],
    ],
    columns: headers.map((header, at) => ({ header: words.text(`catalog.campaign.ledger.${header}`), width: widths[at] ?? 12 })),
    rows: shown.map((row) => cells(words, row)),
  });
  return { fileName: words.text('catalog.campaign.ledger.file', { title: campaign.title }), contentType: workbookMediaType, content };
}
