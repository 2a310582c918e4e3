import type { AnswerOf } from '@karez/contract/route';
import type {
  boardStatuses,
  Campaign as CampaignAnswer,
  CampaignPart as PartAnswer,
  listCampaigns,
} from '@karez/contract/catalog/campaign';
import { allowedOf, type Actor } from '#modules/identity';
import { boardStatusOf, type BoardStatus, type Campaign } from './campaign.ts';
import { mayClose, mayDecidePart, mayMovePart, mayProlong, mayRemind, mayRemindAny, rowsFor } from './campaign-policy.ts';
import type { BoardRow } from './campaign-store.ts';

type Known = { readonly campaign: Campaign; readonly rows: readonly BoardRow[]; readonly today: string };
type Summary = AnswerOf<typeof listCampaigns>['items'][number];

/** How many departments stand where; each number is the length of the list that it opens. */
export function departmentsByStatus(rows: readonly BoardRow[]): Record<(typeof boardStatuses)[number], number> {
  const count = (status: BoardStatus) => rows.filter(({ state, counts }) => boardStatusOf(state, counts) === status).length;
  return {
    'not-started': count('not-started'),
    draft: count('draft'),
    submitted: count('submitted'),
    returned: count('returned'),
    published: count('published'),
    'none-declared': count('none-declared'),
    'none-accepted': count('none-accepted'),
  };
}

export function campaignSummary({ campaign, rows, today }: Known): Summary {
  const { id, regionCode, orgName, title, instruction, dueOn, usesSystems, state, sent, closed } = campaign;
  return {
    id,
    regionCode,
    organisationName: orgName,
    title,
    instruction,
    dueOn,
    overdue: state === 'open' && dueOn < today,
    usesSystems,
    state,
    sentAt: sent.at.toISOString(),
    closedAt: closed?.at.toISOString() ?? null,
    closingOpinion: closed?.opinion ?? null,
    departments: departmentsByStatus(rows),
  };
}

function partView(actor: Actor, { campaign, today }: Known, row: BoardRow): PartAnswer {
  const allowed = {
    remind: mayRemind(actor, campaign, { row, today }),
    'tie-entry': mayMovePart(actor, campaign, { row, event: 'tie-entry' }),
    report: mayMovePart(actor, campaign, { row, event: 'report' }),
    'declare-none': mayMovePart(actor, campaign, { row, event: 'declare-none' }),
    accept: mayDecidePart(actor, campaign, { row, event: 'accept' }),
    decline: mayDecidePart(actor, campaign, { row, event: 'decline' }),
  };
  return {
    organisationId: row.organisationId,
    organisationName: row.organisationName,
    state: row.state,
    status: boardStatusOf(row.state, row.counts),
    counts: row.counts,
    said: row.said?.opinion ?? null,
    saidAt: row.said?.at.toISOString() ?? null,
    opinion: row.answered?.opinion ?? null,
    reminders: row.reminders,
    remindedOn: row.remindedOn,
    allowed: allowedOf(allowed),
  };
}

/** The campaign as one reader may see it: the whole board, or their own department's row. */
export function campaignView(actor: Actor, known: Known): CampaignAnswer {
  const { campaign, today } = known;
  const rows = rowsFor(actor, campaign, known.rows);
  return {
    ...campaignSummary({ ...known, rows }),
    template: campaign.template,
    prolongations: campaign.prolongations.map(({ from, to, organisationName, act }) => ({
      from,
      to,
      organisationName,
      reason: act.opinion,
      at: act.at.toISOString(),
    })),
    parts: rows.map((row) => partView(actor, known, row)),
    allowed: allowedOf({
      close: mayClose(actor, campaign),
      prolong: mayProlong(actor, campaign),
      remind: mayRemindAny(actor, campaign, { rows, today }),
    }),
  };
}
